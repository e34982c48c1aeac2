# SPDX-License-Identifier: Apache-2.0
"""Rows a second of rapidfuzz's token_sort_ratio over all names of a list, one core.

peer.py LIST.ftm.jsonl QUERIES.csv RUNS prints the version of rapidfuzz, then the rows a second of
each run. What is compared is what the peer compares: whole names after its own default processing
(lower case, no punctuation), the list prepared beforehand, in batches, with a cut-off of 88.9.
"""

import csv
import json
import sys
import time

import rapidfuzz
from rapidfuzz import fuzz, process, utils

ROWS = 2000
BATCH = 250
NAMES = ("name", "alias", "weakAlias", "previousName")

with open(sys.argv[1], encoding="utf-8") as lines:
    entities = [json.loads(line) for line in lines]
names = [
    utils.default_process(name)
    for entity in entities
    for key in NAMES
    for name in entity["properties"].get(key, [])
]
with open(sys.argv[2], encoding="utf-8", newline="") as table:
    queries = [row["full_name"] for row in csv.DictReader(table)][:ROWS]

print(rapidfuzz.__version__, flush=True)
for _ in range(int(sys.argv[3])):
    started = time.perf_counter()
    hits = 0
    for at in range(0, len(queries), BATCH):
        batch = [utils.default_process(query) for query in queries[at : at + BATCH]]
        scores = process.cdist(
            batch, names, scorer=fuzz.token_sort_ratio, score_cutoff=88.9, workers=1
        )
        hits += int((scores > 0).any(axis=1).sum())
    print(len(queries) / (time.perf_counter() - started), flush=True)
