"""What a dictation says of times, days, matters and billing, found once over the whole transcript."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from core.domain.codes import Billing
from core.drafting.billing_words import billing_said
from core.drafting.checked import Source
from core.drafting.rules.days import Day, spoken_days
from core.drafting.rules.matters import Mention, find_mentions, taken_back
from core.drafting.rules.phrases import Phrases
from core.drafting.rules.spans import Span
from core.drafting.rules.times import Time, spoken_times, spoken_totals, times_taken_back

_SENTENCE = re.compile(r"(?:[^.?!\n]|\.(?=\w))+[.?!\n]*")


@dataclass(frozen=True, slots=True)
class Said:
    """A transcript with blanks for what is to bear nothing out, and everything that was found in it.

    `gone` is what was taken back, what only sums up, and what is no work; `blanks` are the blanks.
    """

    text: str
    language: str
    phrases: Phrases
    times: Sequence[Time]
    days: Sequence[Day]
    mentions: Sequence[Mention]
    gone: Sequence[Span]
    blanks: Sequence[Span]

    def unbroken(self, span: Span) -> str:
        """The verbatim words of a stretch, or of its longest part between blanks."""
        return max((part.cut(self.text).strip() for part in span.without(self.blanks)), key=len)

    def removed(self, span: Span) -> list[Span]:
        """The stretches of a span that tell of something else than the work itself."""
        return [
            *(self._time_phrase(time, span) for one in self.times for time in one.words if span.holds(time)),
            *(
                self._led(day.span, span, self.phrases.day_lead_in)
                for day in self.days
                if span.holds(day.span)
            ),
            *self._matter_phrases(span),
            *(self._led(gone, span, self.phrases.time_lead_in) for gone in self.gone if gone.meets(span)),
            *([billing[1]] if (billing := self.billing(span)) else []),
        ]

    def billing(self, span: Span) -> tuple[Billing, Span] | None:
        """What a stretch says of billing, and where."""
        found = billing_said(span.cut(self.text), self.language)
        return (found[0], Span(span.start + found[1], span.start + found[2])) if found else None

    def _time_phrase(self, time: Span, within: Span) -> Span:
        led = self._led(time, within, self.phrases.time_lead_in)
        out = self.phrases.time_lead_out.match(self.text, time.end, within.end)
        return Span(led.start, out.end()) if out else led

    def _led(self, span: Span, within: Span, lead_in: re.Pattern[str]) -> Span:
        """A stretch with the words that lead up to it."""
        start = span.start
        for lead in reversed(list(lead_in.finditer(self.text, within.start, start))):
            if self.text[lead.end() : start].strip(" ,:"):
                break
            start = lead.start()
        return Span(start, span.end)

    def _matter_phrases(self, within: Span) -> list[Span]:
        """What only names the matter: a phrase set apart, never a name within a sentence."""
        found = []
        for mention in self.mentions:
            if within.holds(mention.span) and mention.set_apart:
                phrase = self._with_preposition(mention, within)
                found += [phrase] if phrase else []
        return found

    def _with_preposition(self, mention: Mention, within: Span) -> Span | None:
        """A matter phrase with what leads up to it ("for the"); None where it is the verb's object."""
        before = self.text[within.start : mention.span.start]
        article = self.phrases.article.search(before)
        lead_in = self.phrases.matter_lead_in.search(before) or (None if mention.by_phrase else article)
        if lead_in:
            return Span(within.start + lead_in.start(), mention.span.end)
        return None if article else mention.span


def understood(source: Source, language: str, phrases: Phrases) -> Said:
    """Everything that the rules find in a transcript of a language they know."""
    text = source.dictated
    times = spoken_times(source, phrases)
    days, days_gone = spoken_days(source, phrases)
    told = [time for one in times for time in one.words]
    totals = [total for total in spoken_totals(source) if total not in told]
    gone = [*times_taken_back(source, phrases), *days_gone, *totals]
    taken = [*gone, *told, *(day.span for day in days)]
    mentions = find_mentions(text, source.context.matters, phrases, taken)
    corrected = taken_back(text, mentions, phrases)
    gone += [span for mention, words in corrected.items() for span in (mention.span, words)]
    kept = [one for one in mentions if one not in corrected]
    gone += _talk(text, phrases, [*told, *(one.span for one in kept)])
    kept_times = [time for time in times if not _within(time.span, gone)]
    blanks = [Span(*span) for span in (*source.orders, *source.hidden)]
    return Said(text, language, phrases, kept_times, days, kept, gone, blanks)


def _within(span: Span, others: Sequence[Span]) -> bool:
    return any(other.holds(span) for other in others)


def _talk(text: str, phrases: Phrases, work: Sequence[Span]) -> Iterator[Span]:
    """Sentences that are no work; in one that tells of work too, only the words that are none."""
    for sentence in map(Span.of, _SENTENCE.finditer(text)):
        found = phrases.talk.search(text, sentence.start, sentence.end)
        if found:
            yield Span.of(found) if any(sentence.holds(span) for span in work) else sentence
