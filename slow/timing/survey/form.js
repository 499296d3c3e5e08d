// Article 8 of the Jiangsu draft as a SurveyJS form: its questions, which of them are asked, and its
// conditions as expressions that follow every answer with 'T', 'F' or 'U'.

const SECTORS = ["agri", "manu", "serv"];

/** Sub-crop: the quantity asked, and the least of it. */
const CROPS = {
  wheat: ["area_mu", 1000], special: ["area_mu", 500], veg: ["area_mu", 200], mushroom: ["area_m2", 10000],
  fruit: ["area_mu", 50], tea: ["area_mu", 200], flower: ["area_mu", 50], plant: ["area_mu", 1000],
  cattle: ["heads", 1000], pig: ["heads", 10000], poultry: ["heads", 100000], fish: ["water_mu", 300], fishfac: ["tons", 500],
};

/** Name, kind, the sector it is asked in, options. */
const FIELDS = [
  ["sector", "enum", null, SECTORS],
  ["in_js", "bool"], ["legal", "bool"], ["years", "num"], ["operating", "bool"], ["bad_credit", "bool"], ["biz_good", "bool"],
  ["profit1", "num"], ["profit2", "num"], ["law_ok", "bool"], ["spot_fail", "bool"], ["accident", "bool"], ["tm_owned", "bool"],
  ["tm_months", "num"], ["qms", "bool"], ["std_adv", "bool"],
  ["org", "enum", "agri", ["ent", "coop", "other", "none"]], ["capable", "bool", "agri"], ["crop", "enum", "agri", Object.keys(CROPS)],
  ["area_mu", "num", "agri"], ["area_m2", "num", "agri"], ["heads", "num", "agri"], ["water_mu", "num", "agri"], ["tons", "num", "agri"],
  ["agri_sales", "num", "agri"], ["gi", "bool", "agri"], ["pilot", "bool", "agri"], ["tech_ext", "bool", "agri"],
  ["goods", "enum", "manu", ["consumer", "producer"]], ["manu_sales", "num", "manu"], ["chain", "bool", "manu"],
  ["giant", "bool", "manu"], ["champion", "bool", "manu"], ["old_brand", "bool", "manu"],
  ["serv_income", "num", "serv"], ["leading", "bool", "serv"], ["evidence", "bool", null],
];

const T = (name) => `{${name}} = true`;
const F = (name) => `{${name}} = false`;
const three = (yes, no) => `iif(${yes}, 'T', iif(${no}, 'F', 'U'))`;
const within = (sector, expression) => `iif({sector} = '${sector}', ${expression}, 'U')`;

function conditions() {
  const title = ["chain", "giant", "champion", "old_brand"];
  const freeAgri = [`(${T("gi")} and ${T("evidence")} and (${T("pilot")} or ${T("tech_ext")}))`, `(${F("gi")} or ${F("evidence")} or (${F("pilot")} and ${F("tech_ext")}))`];
  const freeManu = [`(${T("evidence")} and (${title.map(T).join(" or ")}))`, `(${F("evidence")} or (${title.map(F).join(" and ")}))`];
  const freeServ = [`(${T("leading")} and ${T("evidence")})`, `(${F("leading")} or ${F("evidence")})`];
  const crop = (sign) => `(${Object.entries(CROPS).map(([name, [quantity, least]]) => `({crop} = '${name}' and {${quantity}} ${sign} ${least})`).join(" or ")})`;
  const org = (sign) => `(({org} = 'coop' and {agri_sales} ${sign} 1000) or ({org} notempty and {org} <> 'coop' and {agri_sales} ${sign} 5000))`;
  const goods = (sign) => `(({goods} = 'consumer' and {manu_sales} ${sign} 10000) or ({goods} = 'producer' and {manu_sales} ${sign} 20000))`;
  const unless = ([free, bound], rule) => three(`${rule(">=")} or ${free}`, `${rule("<")} and ${bound}`);
  return {
    G1: three(`${T("in_js")} and ${T("legal")} and {years} >= 3 and ${T("operating")}`, `${F("in_js")} or ${F("legal")} or {years} < 3 or ${F("operating")}`),
    G2: three(F("bad_credit"), T("bad_credit")),
    G3: three(`${T("biz_good")} and {profit1} > 0 and {profit2} > 0`, `${F("biz_good")} or {profit1} <= 0 or {profit2} <= 0`),
    G4: three(`${T("law_ok")} and ${F("spot_fail")} and ${F("accident")}`, `${F("law_ok")} or ${T("spot_fail")} or ${T("accident")}`),
    G5: three(`${T("tm_owned")} and {tm_months} > 0`, `${F("tm_owned")} or {tm_months} <= 0`),
    G6: three(`${T("qms")} and ${T("std_adv")}`, `${F("qms")} or ${F("std_adv")}`),
    A1: within("agri", three(`{org} notempty and {org} <> 'none' and ${T("capable")}`, `{org} = 'none' or ${F("capable")}`)),
    A2: within("agri", unless(freeAgri, crop)),
    A3: within("agri", unless(freeAgri, org)),
    M1: within("manu", unless(freeManu, goods)),
    S1: within("serv", unless(freeServ, (sign) => `{serv_income} ${sign} 3000`)),
  };
}

function visibleIf(name, sector) {
  const crops = Object.entries(CROPS).filter(([, [quantity]]) => quantity === name);
  if (crops.length > 0) return crops.map(([crop]) => `({sector} = 'agri' and {crop} = '${crop}')`).join(" or ");
  if (name === "evidence") {
    return `${T("leading")} or (${T("gi")} and (${T("pilot")} or ${T("tech_ext")})) or ${["chain", "giant", "champion", "old_brand"].map(T).join(" or ")}`;
  }
  return sector ? `{sector} = '${sector}'` : undefined;
}

export const form = {
  clearInvisibleValues: "none",
  pages: [
    {
      name: "article-8",
      elements: FIELDS.map(([name, kind, sector, choices]) => ({
        name,
        ...{ bool: { type: "boolean" }, num: { type: "text", inputType: "number" }, enum: { type: "radiogroup", choices } }[kind],
        visibleIf: visibleIf(name, sector),
      })),
    },
  ],
  calculatedValues: Object.entries(conditions()).map(([name, expression]) => ({ name, expression })),
};
