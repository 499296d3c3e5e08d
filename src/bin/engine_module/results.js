// Results put together where objects are cheap to make, from numbers in the memory of the module.
const VERDICTS = ["eligible", "not-eligible", "undetermined", "needs-judgement"];
let memory;
let words = new Uint32Array();
let next = [];

/** Whose memory it is. */
export function attach(own) {
  memory = own;
}

/** For each track its verdict and a bit for each failed requirement, in so many words from there on. */
export function standings(ids, tracks, at, width) {
  // What was seen of the memory is gone when it has grown.
  if (words.length === 0) words = new Uint32Array(memory.buffer);
  const told = new Array(tracks);
  for (let track = 0; track < tracks; track++, at += width) {
    const failed = [];
    for (let word = 1; word < width; word++) {
      for (let left = words[at + word]; left !== 0; left &= left - 1) {
        failed.push(ids[track][32 * word - 1 - Math.clz32(left & -left)]);
      }
    }
    told[track] = { verdict: VERDICTS[words[at]], failed };
  }
  return told;
}

/** A fact whose answer can still change something. */
export function tellNext(fact) {
  next.push(fact);
}

/** A step of an interview: the tracks, and the facts that were told. */
export function step(ids, tracks, at, width) {
  const told = { standings: standings(ids, tracks, at, width), next };
  next = [];
  return told;
}
