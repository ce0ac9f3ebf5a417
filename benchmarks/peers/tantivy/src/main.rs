//! Tantivy as a peer of Gongxu. The commands read tab-separated files whose texts are cut already, terms with a blank between them,
//! and print one JSON document on standard output:
//!
//! ```text
//! index  DIR PATENTS THREADS   make an index: docs, seconds
//! search DIR NEEDS K RUNS      ask all needs: the milliseconds of each, round by round
//! ```

mod indexing;
mod searching;

use std::env;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;

pub type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

fn main() {
    let args: Vec<String> = env::args().collect();
    let words: Vec<&str> = args.iter().skip(1).map(String::as_str).collect();
    let result = match words.as_slice() {
        ["index", dir, patents, threads] => indexing::run(Path::new(dir), Path::new(patents), threads),
        ["search", dir, needs, k, runs] => searching::run(Path::new(dir), Path::new(needs), k, runs),
        _ => Err("want: index DIR PATENTS THREADS, or search DIR NEEDS K RUNS".into()),
    };
    match result {
        Ok(json) => println!("{json}"),
        Err(e) => {
            eprintln!("tantivy: {e}");
            std::process::exit(1);
        }
    }
}

/// Opens a text file, compressed if its name ends in .gz.
pub fn open(path: &Path) -> Result<Box<dyn BufRead>> {
    let file = File::open(path)?;
    if path.extension().is_some_and(|e| e == "gz") {
        return Ok(Box::new(BufReader::new(flate2::read::GzDecoder::new(file))));
    }
    Ok(Box::new(BufReader::new(file)))
}
