"""The English words around spoken time."""

from collections.abc import Iterator
from typing import Final

from core.language.vocabulary import (
    HUNDRED,
    PLURAL,
    BarePoint,
    Vocabulary,
    phrase_table,
    valued_words,
)

_SMALL_WORDS: Final = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
    " seventeen eighteen nineteen"
)
_TENS: Final = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_SMALL: Final = tuple(_SMALL_WORDS.split())


def number_words() -> Iterator[tuple[str, int]]:
    """Every spelled number from 0 to 99, hyphens as spaces."""
    yield from ((word, value) for value, word in enumerate(_SMALL))
    for tens, word in enumerate(_TENS, start=2):
        yield word, tens * 10
        yield from ((f"{word} {_SMALL[unit]}", tens * 10 + unit) for unit in range(1, 10))


_KINDS: Final = {
    "H": "hour, hr, h, full hour, whole hour, entire hour, solid hour",
    "M": "minute, minutes, min, mins",
    "m": "m",
    "T": "day, days, week, weeks, month, months, year, years, second, seconds, sec, secs, night, nights",
    "U": (
        "percent, per cent, percentage, dollar, dollars, cent, cents, buck, bucks, euro, euros, million,"
        "millions, billion, billions, trillion, points, pages, percentile, kilometre, kilometres,"
        "kilometer, kilometers, km, mile, miles, metre, metres, meter, meters, feet, foot, inch, inches,"
        "acre, acres, kg, kilos, pounds, litres, liters, degrees, shares, cad, usd, mph, gb, mb, out of"
    ),
    "a": "a, an",
    "l": "the",
    "h": "half",
    "q": "quarter, quarters",
    "t": "tenth, tenths",
    "f": (
        "seventh, eighth, eighths, ninth, hundredth, hundredths, most, fraction, portion, rest, remainder,"
        "bulk, majority"
    ),
    "&": "and, plus",
    "r": "or",
    ">": "to, through, thru",
    "J": "until, till, til, up until",
    "S": (
        "from, started at, starting at, began at, beginning at, start at, started, began, start, start time,"
        "time in, arrived at"
    ),
    "Y": (
        "stopped at, ended at, finished at, stopping at, ending at, finishing at, done at, stopped, ended,"
        "finished, wrapped up at, stop at, end at, finish at, stop, stop time, end time, finish time,"
        "time out, left at"
    ),
    "s": "minus, less, times, x, multiplied by",
    "o": "of",
    "p": "on, for, re, regarding, concerning, with, by, during, while, billable, reviewed, drafted",
    "G": "hundreds, thousand, thousands",
    "P": "point",
    "e": (
        "this point, that point, some point, which point, what point, any point, no point, every point,"
        "each point, the point, a point, my point, your point, his point, her point, their point,"
        "our point, its point, first point, last point, final point, main point, key point, good point,"
        "other point, another point, starting point, turning point, next point, same point"
    ),
    "O": "oh, o, nought, naught",
    "L": (
        "section, sections, subsection, subsections, clause, clauses, subclause, paragraph, paragraphs,"
        "subparagraph, article, articles, rule, rules, exhibit, exhibits, version, versions, page, item,"
        "items, schedule, schedules, chapter, chapters, part, parts, appendix, annex, tab, tabs, volume,"
        "volumes, form, forms, figure, figures, table, tables, regulation, sentence, line, lines,"
        "footnote, question, bylaw, amendment, recital, addendum, attachment, note, count, counts,"
        "ground, grounds, january, february, march, april, may, june, july, august, september, october,"
        "november, december, jan, feb, mar, apr, jun, jul, aug, sept, oct, nov, dec"
    ),
    "K": (
        "number, client, clients, invoice, claim, lot, unit, suite, room,"
        "courtroom, docket number, phase, step, draft"
    ),
    "8": "file, files, matter, matters",
    "A": "s, ss, para, paras, cl, art, arts, sch, sched, ex, v, ver, p, pp, ch, vol, fig, reg, r, app",
    "k": (
        "book, books, order, orders, entry, entries, notation, of settlement, of meeting, of meetings,"
        "of the meeting, of the meetings, of directors, of shareholders, of the board, of video, of footage,"
        "of audio, of tape, of surveillance"
    ),
    "@": "at",
    "V": "in, within, every, next, notice of",
    "v": "ago, later, earlier, early, late, before, notice, prior, old, from now, away",
    "w": "notice of motion, notice of application, notice of appeal, this, his, its, us, always, across",
    "d": "o clock, sharp",
    "c": "am, a m, in the morning",
    "Q": "pm, p m, in the afternoon, in the evening, at night",
    "1": "noon, midday",
    "0": "midnight",
    "2": "past, after",
    "n": "not, no, isn, wasn, never",
    "~": (
        "about, roughly, approximately, approx, around, circa, nearly, almost, maybe, perhaps, probably,"
        "some, more or less, close to, just about, just under, just over, just shy of, a little under,"
        "a little over, slightly under, slightly over, let s say, say"
    ),
    "z": "or so, give or take, ish, or thereabouts",
    "b": (
        "or more, or less, or longer, and change, and a bit, and a little, and counting, and up,"
        "and some, or two, or three"
    ),
    "<": (
        "more than, less than, fewer than, at least, at most, over, under, up to, no more than,"
        "not more than, no less than, upwards of, beyond, exceeding"
    ),
    "4": "between",
    "7": "good",
    "g": "few, couple, several, many, dozen, dozens, handful, bit",
    "E": (
        "each, apiece, per, twice, thrice, double, triple, for each, break, breaks, lunch, recess, for lunch,"
        "for a break"
    ),
    ":": (
        "limit, limits, deadline, maximum, minimum, cap, window, extension, remaining, left, behind, overdue,"
        "delay, estimate, estimated, estimated at, discount, short of, shy of, split, cut, write off,"
        "wrote off, written off, will take, should take, would take, might take, could take, may take,"
        "will need, will require, would require, expected, tomorrow"
    ),
    "i": "is, was, are, were, says, states, reads, above, below, deals",
    "j": (
        "spent, spend, took, takes, taken, lasted, bill, billed, docket, docketed, record, recorded,"
        "time, duration, log, logged, charge, charged, enter, entered, put, put down, mark down, note down"
    ),
    "9": "worked, working",
    "6": (
        "video, footage, clip, timestamp, transcript, set, set up, office hours, business hours, free,"
        "moved, move, moving, reschedule, rescheduled, rescheduling, postponed, postpone, adjourned,"
        "adjourn, schedule a, schedule the, scheduled, scheduling, booked, booking, arrange, arranged,"
        "available, availability, set down, delayed, changed, change, shifted, pushed, extended, increased,"
        "increase, reduced, raised, lowered, dropped"
    ),
    "3": (
        "in all, in total, all in all, altogether, all told, total, a total of, total of,"
        "for a total of, totaling, totalling, which totals, totals, for a total, comes to, adds up to"
    ),
    "y": "so, ok, okay, well, then, now, yes, yeah, right, that, it, today, yesterday, another",
    "u": "that is, that was, it is, it was, equals, meaning, in other words, namely, ie, i e",
    "R": (
        "sorry, oops, correction, scratch that, strike that, delete that, change that, correct that,"
        "i mean, i meant, make that, make it, no make that, no make it, no sorry, no wait, or rather, rather,"
        "actually, wait, pardon, my mistake, pardon me, excuse me, let me correct, instead, change that to,"
        "change it to, that should be, it should be, my apologies, apologies, forget that, erase that,"
        "cancel that, never mind, let me start over"
    ),
    "W": "people, men, women, children",
}

ENGLISH: Final = Vocabulary(
    phrases=phrase_table(_KINDS, number_words())
    | valued_words(
        H=dict.fromkeys(("hours", "hrs", "full hours", "whole hours", "solid hours"), PLURAL),
        G={"hundred": HUNDRED},
        f={
            "third": 3,
            "thirds": 3,
            "fifth": 5,
            "fifths": 5,
            "sixth": 6,
            "sixths": 6,
            "twelfth": 12,
            "twelfths": 12,
        },
    ),
    decimal_marks=".",
    endings=(("ss", "w"), ("ing", "p"), ("s", "W")),
    enclitics=frozenset({"s", "t", "re", "ve", "ll", "d", "m"}),
    bare_point=BarePoint.ALWAYS,
)
