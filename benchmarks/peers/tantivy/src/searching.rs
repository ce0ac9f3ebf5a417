//! Asks needs one by one on one thread and takes the time of each.

use std::collections::HashMap;
use std::io::BufRead;
use std::path::Path;
use std::time::{Duration, Instant};

use tantivy::collector::TopDocs;
use tantivy::query::{BooleanQuery, BoostQuery, Occur, Query, TermQuery};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{ReloadPolicy, Searcher, Term};

use crate::indexing::{open_index, version, Fields};
use crate::{open, Result};

const TITLE_BOOST: f32 = 2.0;
const WARM_ROUNDS: usize = 1;
const WARM_TIME: Duration = Duration::from_secs(2);

/// What is asked, and what has come back.
struct Asker {
    searcher: Searcher,
    fields: Fields,
    k: usize,
    hits: usize,
    terms: usize,
}

pub fn run(dir: &Path, needs: &Path, k: &str, runs: &str) -> Result<String> {
    let (k, runs): (usize, usize) = (k.parse()?, runs.parse()?);
    let mut asked = Vec::new();
    for line in open(needs)?.lines() {
        let line = line?;
        let (_, terms) = line.split_once('\t').ok_or("a need has no text")?;
        asked.push(terms.to_string());
    }
    let (index, fields) = open_index(dir)?;
    let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
    let searcher = reader.searcher();
    let segments = searcher.segment_readers().len();
    let mut asker = Asker { searcher, fields, k, hits: 0, terms: 0 };
    let start = Instant::now();
    let mut rounds = 0;
    while rounds < WARM_ROUNDS || start.elapsed() < WARM_TIME {
        asker.round(&asked)?;
        rounds += 1;
    }
    (asker.hits, asker.terms) = (0, 0);
    let mut out = Vec::with_capacity(runs);
    for _ in 0..runs {
        out.push(asker.round(&asked)?);
    }
    Ok(format!(
        r#"{{"version":"{}","segments":{segments},"hits":{},"mean_terms":{:.1},"runs":[{}]}}"#,
        version(),
        asker.hits / runs,
        asker.terms as f64 / (runs * asked.len().max(1)) as f64,
        out.join(",")
    ))
}

impl Asker {
    /// Asks all needs once and returns the milliseconds of each as a JSON list.
    fn round(&mut self, needs: &[String]) -> Result<String> {
        let mut times = Vec::with_capacity(needs.len());
        for need in needs {
            let start = Instant::now();
            let query = self.query(need);
            let best = self.searcher.search(&query, &TopDocs::with_limit(self.k).order_by_score())?;
            times.push(format!("{:.6}", start.elapsed().as_secs_f64() * 1e3));
            self.hits += best.len();
        }
        Ok(format!("[{}]", times.join(",")))
    }

    fn query(&mut self, need: &str) -> BooleanQuery {
        let mut counts: HashMap<&str, u32> = HashMap::new();
        for term in need.split_whitespace() {
            *counts.entry(term).or_default() += 1;
        }
        self.terms += counts.len();
        let mut clauses: Vec<(Occur, Box<dyn Query>)> = Vec::with_capacity(2 * counts.len());
        for (text, n) in counts {
            clauses.push((Occur::Should, boosted(self.fields.title, text, TITLE_BOOST * n as f32)));
            clauses.push((Occur::Should, boosted(self.fields.text, text, n as f32)));
        }
        BooleanQuery::new(clauses)
    }
}

fn boosted(field: Field, text: &str, boost: f32) -> Box<dyn Query> {
    let query = TermQuery::new(Term::from_field_text(field, text), IndexRecordOption::WithFreqs);
    Box::new(BoostQuery::new(Box::new(query), boost))
}
