"""What an archive says of itself."""

from typing import Final

README: Final = """\
Everything that CaseClock keeps about you, as it stood when this was written. What is written later in the
file may be newer than what is written first. Text is UTF-8; times are UTC (ISO 8601). A .jsonl file holds one
JSON object on each line. Hours are whole minutes, money is decimal text.

settings.json         Your own settings, and what your firm has where they say nothing.
clio.json             Your link to Clio, what it charges by default, the latest comparison. No key to Clio.
matters.csv           Your matters, as CaseClock imports them. An apostrophe before = + - @ keeps spreadsheets
                      from taking text for a formula; take one off.
matters.jsonl         The same with all that is known of them: aliases, billing rules, versions.
recordings.jsonl      Your recordings and typed dictations, each with its state. The audio is not in here: it
                      can be fetched from each recording. Of what was deleted, only that it was there.
transcripts/ID.json   What was heard in a recording, or typed, under the id of the recording.
entries.jsonl         Every time entry: drafts, approved ones, and deleted ones while they can be restored;
                      with how they stand with Clio, and the exports they left in.
history.jsonl         Every version of every entry. `seal` is the SHA-256 of its salted fields, and stands in
                      the audit trail.
deliveries.jsonl      How approved entries reached Clio.
jobs.jsonl            Your exports, and archives like this.
audit.jsonl           Everything that was done, in order. Each event holds the hash of the one before, and its
                      own: SHA-256 over its JSON without `hash`, keys sorted, without spaces, UTF-8. The first
                      follows 64 zeros.
audit-head.json       Number and hash of the last event. If the chain ends there, nothing is missing.
"""
