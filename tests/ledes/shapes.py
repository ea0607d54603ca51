"""What may stand in a field: each answers what is wrong with a value, or None."""

import re
from datetime import datetime

_ISO_4217 = (
    "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD "
    "CAD CDF CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD "
    "GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT "
    "LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR "
    "NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP "
    "STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VES VND VUV WST XAF XCD XOF "
    "XPF YER ZAR ZMW"
)
CURRENCIES = frozenset(_ISO_4217.split())


def date(value: str) -> str | None:
    """YYYYMMDD, of a day that there is."""
    if not re.fullmatch(r"[0-9]{8}", value):
        return "not a date as YYYYMMDD"
    try:
        datetime.strptime(value, "%Y%m%d")  # noqa: DTZ007 - a day has no zone
    except ValueError:
        return "no day of the calendar"
    return None


def number(value: str, before: int, after: int) -> str | None:
    """A plain decimal number with so many digits before and after the point."""
    pattern = rf"-?[0-9]{{1,{before}}}(\.[0-9]{{1,{after}}})?"
    return None if re.fullmatch(pattern, value) else f"not a number of {before} and {after} digits"


def kind(value: str) -> str | None:
    """Fee, expense, or an adjustment of the invoice's fees or expenses."""
    return None if value in {"F", "E", "IF", "IE"} else "none of F, E, IF, IE"


def task_code(value: str) -> str | None:
    """A UTBMS task code."""
    return None if re.fullmatch(r"[LCPB][0-9]{3}", value) else "no UTBMS task code"


def activity_code(value: str) -> str | None:
    """A UTBMS activity code."""
    return None if re.fullmatch(r"A1[01][0-9]", value) else "no UTBMS activity code"


def expense_code(value: str) -> str | None:
    """A UTBMS expense code."""
    return None if re.fullmatch(r"E1[0-9]{2}", value) else "no UTBMS expense code"


def currency(value: str) -> str | None:
    """A currency of ISO 4217."""
    return None if value in CURRENCIES else "no currency of ISO 4217"


def country(value: str) -> str | None:
    """Two or three letters of ISO 3166."""
    return None if re.fullmatch(r"[A-Z]{2,3}", value) else "no country of ISO 3166"


def account(value: str) -> str | None:
    """The client's own account, or a third party's."""
    return None if value in {"O", "T"} else "neither O nor T"
