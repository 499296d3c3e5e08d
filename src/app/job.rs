//! F5. Jobs of the export worker and its replies: the only words the page and the worker share.

use serde::{Deserialize, Serialize};

use crate::document::Document;
use crate::dossier::Dossier;

/// Version of this protocol; page and worker refuse each other when it differs.
pub const PROTOCOL: u32 = 2;

/// What is asked of the worker.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Job {
    /// See [`PROTOCOL`].
    pub protocol: u32,
    /// Number of the job; replies carry it.
    pub number: u32,
    /// What to make.
    pub kind: JobKind,
    /// The pack as read, so that the document rests on the very rules that the page shows.
    pub pack: String,
    /// The case.
    pub dossier: Dossier,
    /// Today, `YYYY-MM-DD`.
    pub today: String,
    /// Language of the document: `zh` or `en`.
    pub lang: String,
    /// Address of the folder with `locales/` and `base.docx`.
    pub home: String,
    /// Build of the page, whose files are wanted.
    pub build: String,
}

/// A Word file whose text is wanted, to compare it with a source.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reading {
    /// See [`PROTOCOL`].
    pub protocol: u32,
    /// Language of what the worker says: `zh` or `en`.
    pub lang: String,
    /// Address of the folder with `locales/`.
    pub home: String,
    /// Build of the page, whose files are wanted.
    pub build: String,
    /// Document code of the source.
    pub document: String,
    /// Name of the file.
    pub name: String,
    /// The file.
    #[serde(with = "bytes")]
    pub docx: Vec<u8>,
}

/// What a job makes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum JobKind {
    /// The document tree, for the preview and for printing.
    Preview,
    /// A Word file.
    Docx,
    /// The record as JSON.
    Json,
}

/// What the worker answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reply {
    /// Number of the job.
    pub number: u32,
    /// Content.
    pub content: ReplyContent,
}

/// See [`Reply::content`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ReplyContent {
    /// A stage was reached.
    Progress(Stage),
    /// The document tree.
    Document(Box<Document>),
    /// A file.
    File(FileMade),
    /// The text of a Word file, or why it could not be read.
    Text {
        /// Document code of the source.
        document: String,
        /// Name of the file.
        name: String,
        /// The text.
        text: Result<String, String>,
    },
    /// Nothing was made.
    Failed(String),
}

/// Stages of a job, in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Stage {
    /// Reading rules and words.
    Reading,
    /// Composing the document.
    Composing,
    /// Writing the file.
    Writing,
}

/// A file that the worker made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileMade {
    /// Name with its ending.
    pub name: String,
    /// Media type.
    pub media_type: String,
    /// Content.
    #[serde(with = "bytes")]
    pub bytes: Vec<u8>,
}

/// Bytes cross the border as one block, not as a list of numbers.
mod bytes {
    use serde::{Deserializer, Serializer, de::Visitor};

    pub fn serialize<S: Serializer>(bytes: &[u8], to: S) -> Result<S::Ok, S::Error> {
        to.serialize_bytes(bytes)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<u8>, D::Error> {
        struct Block;
        impl Visitor<'_> for Block {
            type Value = Vec<u8>;
            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("a block of bytes")
            }
            fn visit_bytes<E>(self, bytes: &[u8]) -> Result<Vec<u8>, E> {
                Ok(bytes.to_vec())
            }
            fn visit_byte_buf<E>(self, bytes: Vec<u8>) -> Result<Vec<u8>, E> {
                Ok(bytes)
            }
        }
        from.deserialize_byte_buf(Block)
    }
}
