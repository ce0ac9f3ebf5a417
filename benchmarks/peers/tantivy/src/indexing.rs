//! Makes an index of documents and frequencies, with field lengths, without positions and without stored texts.

use std::fs;
use std::io::BufRead;
use std::path::Path;
use std::time::Instant;

use tantivy::schema::{Field, IndexRecordOption, Schema, TextFieldIndexing, TextOptions};
use tantivy::tokenizer::WhitespaceTokenizer;
use tantivy::{Index, IndexWriter, TantivyDocument};

use crate::{open, Result};

const TOKENIZER: &str = "blanks";
const BUFFER_BYTES: usize = 512 << 20;

/// The two fields that a patent has.
pub struct Fields {
    pub title: Field,
    pub text: Field,
}

/// Builds the schema.
fn schema() -> (Schema, Fields) {
    let indexing = TextFieldIndexing::default()
        .set_tokenizer(TOKENIZER)
        .set_fieldnorms(true)
        .set_index_option(IndexRecordOption::WithFreqs);
    let options = TextOptions::default().set_indexing_options(indexing);
    let mut builder = Schema::builder();
    let title = builder.add_text_field("title", options.clone());
    let text = builder.add_text_field("abstract", options);
    (builder.build(), Fields { title, text })
}

/// Opens the index in a directory.
pub fn open_index(dir: &Path) -> Result<(Index, Fields)> {
    let index = Index::open_in_dir(dir)?;
    Ok((index, schema().1))
}

pub fn run(dir: &Path, patents: &Path, threads: &str) -> Result<String> {
    let start = Instant::now();
    fs::create_dir_all(dir)?;
    let (schema, fields) = schema();
    let index = Index::create_in_dir(dir, schema)?;
    index.tokenizers().register(TOKENIZER, WhitespaceTokenizer::default());
    let mut writer: IndexWriter = index.writer_with_num_threads(threads.parse()?, BUFFER_BYTES)?;
    let mut docs = 0u64;
    for line in open(patents)?.lines() {
        let line = line?;
        let columns: Vec<&str> = line.split('\t').collect();
        let [_, title, text] = columns.as_slice() else {
            return Err(format!("line {} of the patents has {} columns, not 3", docs + 1, columns.len()).into());
        };
        let mut doc = TantivyDocument::default();
        doc.add_text(fields.title, title);
        doc.add_text(fields.text, text);
        writer.add_document(doc)?;
        docs += 1;
    }
    writer.commit()?;
    writer.wait_merging_threads()?;
    let seconds = start.elapsed().as_secs_f64();
    Ok(format!(r#"{{"version":"{}","docs":{docs},"seconds":{seconds:.3}}}"#, version()))
}

/// The version of Tantivy, as 0.27.0, cut from "tantivy v0.27.0, index_format v7".
pub fn version() -> String {
    let full = tantivy::version_string();
    let number = full.split_whitespace().nth(1).unwrap_or(full);
    number.trim_start_matches('v').trim_end_matches(',').to_string()
}
