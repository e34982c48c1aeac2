// SPDX-License-Identifier: Apache-2.0
//! Rows in, answers out in the same order, on all cores and in constant memory.
//!
//! One thread reads rows in chunks, the workers screen them, the caller's thread puts the chunks
//! back in order. A chunk is read only against a permit, and a permit comes back when a chunk has
//! been handed over, so that no slow row lets the others pile up.

use crate::failure::Failure;
use interdict::{Engine, Hit, IndexError, Options};
use interdict_intake::{Reader, Row};
use std::collections::BTreeMap;
use std::io;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Mutex};

/// Rows a chunk.
const CHUNK: usize = 256;

/// A row and its hits; none where the row could not be read.
pub(crate) struct Screened {
    pub(crate) row: Row,
    pub(crate) hits: Vec<Hit>,
}

type Chunk<T> = (u64, Vec<T>);
type Answer = Result<Chunk<Screened>, IndexError>;

/// Screens every row and calls `take` with each answer, in the order of the input.
pub(crate) fn run(
    engine: &Engine,
    reader: Reader,
    options: &Options,
    threads: usize,
    take: &mut dyn FnMut(&Screened) -> io::Result<()>,
) -> Result<(), Failure> {
    let (work_in, work_out) = sync_channel::<Chunk<Row>>(threads * 2);
    let (answers_in, answers_out) = sync_channel::<Answer>(threads * 2);
    let (permits_in, permits_out) = sync_channel::<()>(threads * 4);
    for _ in 0..threads * 4 {
        let _ = permits_in.send(());
    }
    // The workers alone hold the end of the queue of work: when they are gone, the reading thread
    // finds it closed and does not wait for a place in it for ever.
    let work_out = Arc::new(Mutex::new(work_out));
    std::thread::scope(|scope| {
        let reading = scope.spawn(move || read(reader, &permits_out, &work_in));
        for _ in 0..threads {
            let (answers_in, work_out) = (answers_in.clone(), Arc::clone(&work_out));
            scope.spawn(move || work(engine, options, &work_out, &answers_in));
        }
        drop(answers_in);
        drop(work_out);
        let outcome = in_order(&answers_out, &permits_in, take);
        // Whoever still waits for a permit or a place in a queue is let go.
        drop(permits_in);
        drop(answers_out);
        let read = reading
            .join()
            .unwrap_or_else(|_| Some("the reading of the input broke down".to_owned()));
        outcome?;
        read.map_or(Ok(()), |message| Err(Failure::Message(message)))
    })
}

/// Reads the input to its end; an input that breaks off is said, not taken for the end.
fn read(
    mut reader: Reader,
    permits: &Receiver<()>,
    work: &SyncSender<Chunk<Row>>,
) -> Option<String> {
    let mut number = 0;
    loop {
        let chunk: Vec<Row> = reader.by_ref().take(CHUNK).collect();
        if chunk.is_empty() {
            return reader.failure().map(|error| format!("the input broke off: {error}"));
        }
        if permits.recv().is_err() || work.send((number, chunk)).is_err() {
            return None;
        }
        number += 1;
    }
}

fn work(
    engine: &Engine,
    options: &Options,
    work: &Mutex<Receiver<Chunk<Row>>>,
    answers: &SyncSender<Answer>,
) {
    let mut searcher = engine.searcher();
    loop {
        let Ok((number, rows)) =
            work.lock().map_or(Err(std::sync::mpsc::RecvError), |queue| queue.recv())
        else {
            return;
        };
        let screened = rows
            .into_iter()
            .map(|row| {
                let hits = match &row.outcome {
                    Ok(party) => searcher.screen(party, options)?,
                    Err(_) => Vec::new(),
                };
                Ok(Screened { row, hits })
            })
            .collect::<Result<Vec<_>, IndexError>>();
        if answers.send(screened.map(|rows| (number, rows))).is_err() {
            return;
        }
    }
}

fn in_order(
    answers: &Receiver<Answer>,
    permits: &SyncSender<()>,
    take: &mut dyn FnMut(&Screened) -> io::Result<()>,
) -> Result<(), Failure> {
    let mut waiting: BTreeMap<u64, Vec<Screened>> = BTreeMap::new();
    let mut next = 0;
    for answer in answers {
        let (number, rows) = answer?;
        waiting.insert(number, rows);
        while let Some(rows) = waiting.remove(&next) {
            for row in &rows {
                take(row)?;
            }
            next += 1;
            let _ = permits.send(());
        }
    }
    Ok(())
}
