"""The fields of LEDES 1998B and 98BI V2, in their order: what each holds and how long it may be."""

from dataclasses import dataclass
from enum import Enum, auto


class Holds(Enum):
    """What a field holds; MONEY and NUMBER have at most four decimals, RATE is from 0 to 1."""

    TEXT = auto()
    DATE = auto()
    MONEY = auto()
    NUMBER = auto()
    RATE = auto()
    CURRENCY = auto()


class Same(Enum):
    """Over which lines a field stays the same."""

    INVOICE = auto()
    MATTER = auto()


@dataclass(frozen=True, slots=True)
class Field:
    """One field; `most` is in characters for text, in digits before the point for numbers."""

    name: str
    holds: Holds
    most: int
    required: bool = False
    same: Same | None = None


_LONG = 15 * 1024
_DATE, _TEXT, _MONEY, _NUMBER = Holds.DATE, Holds.TEXT, Holds.MONEY, Holds.NUMBER

FIELDS_1998B = (
    Field("INVOICE_DATE", _DATE, 8, required=True, same=Same.INVOICE),
    Field("INVOICE_NUMBER", _TEXT, 20, required=True),
    Field("CLIENT_ID", _TEXT, 20, required=True, same=Same.INVOICE),
    Field("LAW_FIRM_MATTER_ID", _TEXT, 20, required=True),
    Field("INVOICE_TOTAL", _MONEY, 12, required=True, same=Same.INVOICE),
    Field("BILLING_START_DATE", _DATE, 8, required=True, same=Same.INVOICE),
    Field("BILLING_END_DATE", _DATE, 8, required=True, same=Same.INVOICE),
    Field("INVOICE_DESCRIPTION", _TEXT, _LONG, same=Same.INVOICE),
    Field("LINE_ITEM_NUMBER", _TEXT, 20, required=True),
    Field("EXP/FEE/INV_ADJ_TYPE", _TEXT, 2, required=True),
    Field("LINE_ITEM_NUMBER_OF_UNITS", _NUMBER, 10),
    Field("LINE_ITEM_ADJUSTMENT_AMOUNT", _MONEY, 10),
    Field("LINE_ITEM_TOTAL", _MONEY, 10, required=True),
    Field("LINE_ITEM_DATE", _DATE, 8, required=True),
    Field("LINE_ITEM_TASK_CODE", _TEXT, 20),
    Field("LINE_ITEM_EXPENSE_CODE", _TEXT, 20),
    Field("LINE_ITEM_ACTIVITY_CODE", _TEXT, 20),
    Field("TIMEKEEPER_ID", _TEXT, 20),
    Field("LINE_ITEM_DESCRIPTION", _TEXT, _LONG, required=True),
    Field("LAW_FIRM_ID", _TEXT, 20, required=True, same=Same.INVOICE),
    Field("LINE_ITEM_UNIT_COST", _MONEY, 10),
    Field("TIMEKEEPER_NAME", _TEXT, 30),
    Field("TIMEKEEPER_CLASSIFICATION", _TEXT, 10),
    Field("CLIENT_MATTER_ID", _TEXT, 20, same=Same.MATTER),
)


def _address(whose: str) -> tuple[Field, ...]:
    lengths = {"NAME": 60, "ADDRESS_1": 60, "ADDRESS_2": 60, "CITY": 40, "STATEorREGION": 40}
    lengths |= {"POSTCODE": 20, "COUNTRY": 3}
    return tuple(Field(f"{whose}_{name}", _TEXT, most, same=Same.INVOICE) for name, most in lengths.items())


FIELDS_98BI_V2 = (
    *(Field(f.name, f.holds, 50, f.required, f.same) if f.name == "LAW_FIRM_ID" else f for f in FIELDS_1998B),
    Field("PO_NUMBER", _TEXT, 100, same=Same.INVOICE),
    Field("CLIENT_TAX_ID", _TEXT, 20, same=Same.INVOICE),
    Field("MATTER_NAME", _TEXT, 255, required=True, same=Same.MATTER),
    Field("INVOICE_TAX_TOTAL", _MONEY, 12, same=Same.INVOICE),
    Field("INVOICE_NET_TOTAL", _MONEY, 12, required=True, same=Same.INVOICE),
    Field("INVOICE_CURRENCY", Holds.CURRENCY, 3, required=True, same=Same.INVOICE),
    Field("TIMEKEEPER_LAST_NAME", _TEXT, 30),
    Field("TIMEKEEPER_FIRST_NAME", _TEXT, 30),
    Field("ACCOUNT_TYPE", _TEXT, 1, required=True, same=Same.INVOICE),
    *_address("LAW_FIRM"),
    *_address("CLIENT"),
    Field("LINE_ITEM_TAX_RATE", Holds.RATE, 1),
    Field("LINE_ITEM_TAX_TOTAL", _MONEY, 10, required=True),
    Field("LINE_ITEM_TAX_TYPE", _TEXT, 20),
    Field("INVOICE_REPORTED_TAX_TOTAL", _MONEY, 12, same=Same.INVOICE),
    Field("INVOICE_TAX_CURRENCY", Holds.CURRENCY, 3, same=Same.INVOICE),
)

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
