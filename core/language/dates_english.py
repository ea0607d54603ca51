"""The English words around spoken dates."""

from typing import Final

from core.language.english import number_words
from core.language.vocabulary import BarePoint, Vocabulary, phrase_table, valued_words

_ORDINALS: Final = [
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
    "twentieth",
]
_MONTHS: Final = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
_SHORT_MONTHS: Final = {
    "jan": 1, "feb": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8,
    "sept": 9, "sep": 9, "oct": 10, "nov": 11, "dec": 12,
}  # fmt: skip
_WEEKDAYS: Final = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
_SHORT_WEEKDAYS: Final = {"tues": 1, "wed": 2, "weds": 2, "thurs": 3, "thur": 3, "fri": 4}
_DAYS_AGO: Final = {
    "today": 0, "earlier today": 0, "this morning": 0, "early this morning": 0, "this afternoon": 0,
    "this evening": 0, "tonight": 0,
    "late today": 0, "earlier this morning": 0, "late this morning": 0, "earlier this afternoon": 0,
    "late this afternoon": 0,
    "yesterday": 1, "late yesterday": 1, "early yesterday": 1, "earlier yesterday": 1,
    "last night": 1, "late last night": 1, "last evening": 1,
    "yesterday night": 1, "a day ago": 1,
    "day before yesterday": 2, "the day before yesterday": 2,
    "a week ago today": 7, "a week ago yesterday": 8,
}  # fmt: skip
_LAST_DAY: Final = 31


def _ordinals() -> dict[str, int]:
    words = {word: value for value, word in enumerate(_ORDINALS, start=1)}
    compound = {f"twenty {word}": 20 + value for value, word in enumerate(_ORDINALS[:9], start=1)}
    figures = {f"{day}{_ending(day)}": day for day in range(1, _LAST_DAY + 1)}
    return words | compound | {"thirtieth": 30, "thirty first": 31} | figures


def _ending(day: int) -> str:
    if day in {11, 12, 13}:
        return "th"
    return {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")


_KINDS: Final = {
    "t": (
        "morning, afternoon, evening, night, in the morning, in the afternoon, in the evening, at night,"
        "at noon"
    ),
    "b": "last, past, this past",
    "X": (
        "next, coming, upcoming, this coming, following, previous, preceding, tomorrow, week, weeks, weekend,"
        "month, months, year, years, this week, next week, last month, last year, weekday, later today,"
        "the week before, the day before, day before, the day after, the night before,"
        "good friday, easter monday, black friday, ash wednesday, eve, every, each, alternate"
    ),
    "a": "day ago, days ago",
    "G": "thousand",
    "l": "the",
    "h": "this, a, an, my, our, your, his, her, their, its, these, those, both",
    "o": "of",
    "p": "on",
    "f": (
        "for, date, date is, the date is, work date, date of work, time for, my time for, entry for,"
        "time entry for, this entry is for,"
        "entries for, an entry for, a new entry for, new entry for, docket for, this is for, work for"
    ),
    "d": "dated",
    "O": "no",
    "B": (
        "before, after, since, until, till, by, from, as of, not, never, due, than, between, during, within,"
        "pre, post, mid, early, late, old, once, except, effective, starting, beginning, ending, prior, ago,"
        "through, thru, per, unlike, instead"
    ),
    "E": (
        "hearing, hearings, trial, motion, motions, deadline, deadlines, closing, discovery, discoveries,"
        "examination, examinations, mediation, arbitration, appearance, return, filing, limitation, accident,"
        "collision, incident, death, marriage, separation, signing, agm, application, appeal, order, orders,"
        "judgment, decision, ruling, event, conference, deposition, depositions, pretrial, pre trial,"
        "argument, arguments, dinner, party, letter of, email of, invoice of, injury, breach, fall, election,"
        "inspection, tribunal, session, sitting, release, notice, target, maturity, expiry, adjournment,"
        "birthday, anniversary, payment, rent, wedding, flight, appointment, surgery, funeral, vacation"
    ),
    "S": (
        "sent, received, served, filed, issued, delivered, scheduled, schedule, scheduling, adjourned,"
        "signed, executed, made, held, released, set, returnable, heard, rescheduled, reschedule, postponed,"
        "book, booked, booking, arrange, arranged, arranging, planned, plan, planning, confirmed, confirm,"
        "confirming, entered, posted, occurred, happened, expires, expired, expiring, ending on, available,"
        "as discussed, as agreed, as requested, further to, pursuant to, availability, published,"
        "registered, paid, mailed, emailed on, moved, postpone, adjourn, hold"
    ),
    "r": (
        "that, which, who, whom, whose, when, where, what, if, whether, because, he, she, they, it,"
        "will, ll, shall, going to, need, needs, need to, needs to, must, should, would, might, could, want,"
        "wants, asked, ask, told, tell, remind, reminder, call back, come in, follow up, said, says,"
        "mentioned"
    ),
    "c": "about, regarding, re, concerning, around, respecting, relating to, with respect to, in respect of",
    "k": "attended, attend, attending, attendance at, appeared, appear, argued, conducted, participated in",
    "q": (
        "call with, call to, call from, phone call, telephone call, telephone, phone, review, reviewing,"
        "draft, drafting, research, researching, prepare, preparing, revise, revising, met, spoke, wrote,"
        "worked, work on, read, half, quarter, point, about half"
    ),
    "Y": "i, i ve, we, we ve",
    "z": "with, at, in, working, to review, to discuss",
    "m": "to, up to",
    "&": "and, or, versus, and also",
    "g": "s",
    "n": (
        "mr, mrs, ms, dr, justice, judge, master, section, sections, rule, rules, article, clause, exhibit,"
        "file, number, matter, invoice, version, page, paragraph, item, tab, docket, volume, part"
    ),
    "i": "is, was, are, were, will be, be, falls, fell, being, becomes",
    "u": "this is, this was, that is, that was, it is, it was, it s, that s",
    "y": "so, ok, okay, well, then, now, yes, yeah, right, also, hello, hi, only, just",
    "R": (
        "sorry, oops, correction, scratch that, strike that, delete that, change that, i mean, i meant,"
        "make that, make it, rather, actually, wait, pardon, pardon me, excuse me"
    ),
    "w": (
        "opposing party, other party, third party,"
        "no charge, no bill, no charge for, no time, matter of, not billable, s a, per cent, motion record,"
        "may, did this, do this,"
        "on this, did that, draft order, the will, a will, his will, her will, their will,"
        "last will, new will, will for, will of, in order to, working on, order to"
    ),
    "H": (
        "hour, hours, hr, hrs, h, minute, minutes, min, mins, m, tenths, percent, dollars, pages,"
        "pm, am, o clock, day, days, people, years old"
    ),
    "~": "approximately, roughly, approx, probably, maybe, perhaps, possibly, either, sometime, some",
}


ENGLISH_DATES: Final = Vocabulary(
    phrases=phrase_table(_KINDS, number_words())
    | valued_words(
        Q=_ordinals(),
        M={word: value for value, word in enumerate(_MONTHS, start=1)},
        A=_SHORT_MONTHS,
        W={word: value for value, word in enumerate(_WEEKDAYS)} | _SHORT_WEEKDAYS,
        T=_DAYS_AGO,
        K={"last week": 7, "of last week": 7, "of this week": 0},
        a={"week ago today": 7, "weeks ago today": 7},
        **{"0": {"of this month": 0, "of last month": 1}},
    ),
    decimal_marks=".",
    endings=(("ed", "v"),),
    enclitics=frozenset(),
    bare_point=BarePoint.NEVER,
)
