"""Every form of a duration that is claimed, as it is said: which minutes it can say, and the words."""

from collections.abc import Callable

from core.language.english import number_words as english_numbers
from core.language.french import number_words as french_numbers

type Form = tuple[str, Callable[[int], bool], Callable[[int], str]]

EN = {value: word.replace(" ", "-") for word, value in english_numbers()}
FR = {value: word.replace(" ", "-") for word, value in reversed(list(french_numbers()))}
FR_HOURS = {value: word for word, value in french_numbers() if not word.endswith("un")}
DAY, HOUR = 1440, 60


def _whole(minutes: int) -> bool:
    return minutes % HOUR == 0


def _mixed(minutes: int) -> bool:
    return minutes > HOUR and minutes % HOUR > 0


def _tenths(minutes: int) -> bool:
    return minutes % 6 == 0


def _under_an_hour(minutes: int) -> bool:
    return minutes < HOUR


def _few_tenths(minutes: int) -> bool:
    return _tenths(minutes) and minutes < HOUR


def _hundredths(minutes: int) -> bool:
    return minutes % 3 == 0 and not _tenths(minutes)


def _quarter(number: int) -> Callable[[int], bool]:
    return lambda minutes: minutes > HOUR and minutes % HOUR == number * 15


def _always(_: int) -> bool:
    return True


def _figures(minutes: int, mark: str) -> str:
    whole, hundredths = divmod(minutes * 100 // HOUR, 100)
    return f"{whole}{mark}{hundredths:02}".removesuffix("0")


def _spelled(minutes: int, words: dict[int, str], point: str, zero: str) -> str:
    whole, hundredths = divmod(minutes * 100 // HOUR, 100)
    digits = f"{hundredths:02}".removesuffix("0")
    return f"{words[whole]} {point} {' '.join(words[int(d)] if d != '0' else zero for d in digits)}"


def _en(form: str) -> Callable[[int], str]:
    return lambda minutes: form.format(
        h=EN[minutes // HOUR], m=EN[minutes % HOUR], hd=minutes // HOUR, md=minutes % HOUR, all=minutes,
        t=EN[minutes // 6 % 10], s="s" if minutes // HOUR != 1 else "", ts="s" if minutes != 6 else "",
        decimal=_figures(minutes, "."), spoken=_spelled(minutes, EN, "point", "oh"),
        hundredths=EN.get(minutes % HOUR * 100 // HOUR), many=_hundreds(minutes, EN, "hundred and", "one"),
    )  # fmt: skip


def _fr(form: str) -> Callable[[int], str]:
    return lambda minutes: form.format(
        h=FR_HOURS[minutes // HOUR], m=FR_HOURS[minutes % HOUR], hd=minutes // HOUR, md=minutes % HOUR,
        all=minutes, t=FR[minutes // 6 % 10], s="s" if minutes // HOUR > 1 else "",
        ts="s" if minutes != 6 else "", decimal=_figures(minutes, ","),
        spoken=_spelled(minutes, FR, "virgule", "zéro"), point=_spelled(minutes, FR, "point", "zéro"),
        hundredths=FR.get(minutes % HOUR * 100 // HOUR), many=_hundreds(minutes, FR, "cent", ""),
    )  # fmt: skip


def _hundreds(minutes: int, words: dict[int, str], hundred: str, one: str) -> str:
    many, rest = divmod(minutes, 100)
    if not many or many > 9:
        return str(minutes) if many else words[rest]
    times = words[many] if many > 1 else one
    said = f"{times} {hundred} {words[rest]}" if rest else f"{times} {hundred.partition(' ')[0]}"
    return said.strip()


ENGLISH: tuple[Form, ...] = (
    *(
        (form, can, _en(form))
        for form, can in (
            ("{decimal}", _tenths), ("{decimal} hours", _tenths), ("{decimal}h", _tenths),
            ("{decimal}", _hundredths), ("{decimal} hours", _hundredths), ("{spoken}", _tenths),
            ("{spoken}", _hundredths), ("{spoken} hours", _hundredths), ("oh point {t}", _few_tenths),
            ("point {t}", _few_tenths), ("point {t} hours", _few_tenths),
            ("point {t} of an hour", _few_tenths),
            ("{h} point {hundredths}", lambda m: _hundredths(m) and m % HOUR > 6),
            ("{t} tenth{ts}", _few_tenths), ("{t}-tenth{ts} of an hour", _few_tenths),
            ("{h} hour{s} and {t} tenths", lambda m: _tenths(m) and m > HOUR and m % HOUR > 6),
            ("{all} minutes", _always), ("{all} min", _always), ("{many} minutes", _always),
            ("{h} hour{s}", _whole), ("{hd} hour{s}", _whole), ("{hd}h", _whole), ("{hd} hrs", _whole),
            ("{h} hour{s} {m}", lambda m: _mixed(m) and m % HOUR > 9), ("{h} hour{s} {m} minutes", _mixed),
            ("{h} hour{s} and {m} minutes", _mixed), ("{h} hour{s}, {m} minutes", _mixed),
            ("{h} hour{s} and {m}", lambda m: _mixed(m) and m % HOUR > 9),
            ("{h} hour{s} oh {m}", lambda m: _mixed(m) and m % HOUR < 10),
            ("{hd}h{md:02}", _always), ("{hd} h {md} min", _mixed), ("{hd} hr. {md} min", _mixed),
            ("{hd}h {md}m", _mixed), ("{hd}:{md:02}", _always), ("{hd}:{md:02} hours", _always),
            ("{h} and a quarter hours", _quarter(1)), ("{h} hour{s} and a quarter", _quarter(1)),
            ("{h} and a half hours", _quarter(2)), ("{h} hour{s} and a half", _quarter(2)),
            ("{h}-and-a-half hours", _quarter(2)), ("{hd}½ hours", _quarter(2)),
            ("{hd} 1/2 hours", _quarter(2)),
            ("{h} and three quarter hours", _quarter(3)), ("{h} hour{s} and three quarters", _quarter(3)),
            ("a quarter of an hour", lambda m: m == 15), ("a quarter hour", lambda m: m == 15),
            ("half an hour", lambda m: m == 30), ("a half hour", lambda m: m == 30),
            ("three quarters of an hour", lambda m: m == 45), ("an hour", lambda m: m == HOUR),
            ("an hour and a half", lambda m: m == 90), ("a tenth", lambda m: m == 6),
            ("two thirds of an hour", lambda m: m == 40), ("a full hour", lambda m: m == HOUR),
            ("an hour {m}", lambda m: 70 <= m < 120), ("an hour and {m} minutes", lambda m: HOUR < m < 120),
        )
    ),
)  # fmt: skip
FRENCH: tuple[Form, ...] = (
    *(
        (form, can, _fr(form))
        for form, can in (
            ("{decimal}", _tenths), ("{decimal} h", _tenths), ("{decimal} heure{s}", _tenths),
            ("{decimal}", _hundredths), ("{decimal} heure{s}", _hundredths), ("{spoken}", _tenths),
            ("{spoken} heure{s}", _tenths), ("{spoken}", _hundredths), ("{point}", _tenths),
            ("point {t}", _few_tenths), ("virgule {t}", _few_tenths),
            ("zéro virgule {hundredths}", lambda m: _hundredths(m) and 6 < m < HOUR),
            ("{t} dixième{ts}", _few_tenths), ("{t} dixième{ts} d'heure", _few_tenths),
            ("{h} heure{s} et {t} dixièmes", lambda m: _tenths(m) and m > HOUR and m % HOUR > 6),
            ("{all} minutes", _always), ("{all} min", _always), ("{many} minutes", _always),
            ("{h} heure{s}", _whole), ("{hd} heure{s}", _whole), ("{hd} h", _whole), ("{hd}h", _whole),
            ("{h} heure{s} {m}", _mixed), ("{h} heure{s} {m} minutes", _mixed),
            ("{h} heure{s} et {m} minutes", _mixed),
            ("{h} heure{s} et {m}", lambda m: _mixed(m) and m % HOUR > 9 and m % HOUR % 10 != 1),
            ("{hd}h{md:02}", _always), ("{hd} h {md:02}", _always), ("{hd} h {md} min", _mixed),
            ("{hd} heure{s} {md}", _mixed), ("{hd}:{md:02}", _always),
            ("{h} heure{s} et quart", _quarter(1)), ("{h} heure{s} et un quart", _quarter(1)),
            ("{h} heure{s} et demie", _quarter(2)), ("{h} heure{s} trois quarts", _quarter(3)),
            ("{h} heure{s} et trois quarts", _quarter(3)), ("un quart d'heure", lambda m: m == 15),
            ("une demi-heure", lambda m: m == 30), ("trois quarts d'heure", lambda m: m == 45),
            ("deux tiers d'heure", lambda m: m == 40),
        )
    ),
)  # fmt: skip
