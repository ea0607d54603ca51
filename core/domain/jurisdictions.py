"""Whose law a matter is under: a province, a territory, a state, or a federation.

Provinces and territories by the two letters of Canada Post, states and territories by those of the US Postal
Service; no two are alike. `CA` is California, so federal law is written `CA-FED` and `US-FED`.
"""

from typing import Annotated

from pydantic import AfterValidator, StringConstraints

_CANADIAN = "AB BC MB NB NL NS NT NU ON PE QC SK YT CA-FED"
_AMERICAN = (
    "AK AL AR AZ CA CO CT DC DE FL GA HI IA ID IL IN KS KY LA MA MD ME MI MN MO MS MT NC ND NE NH NJ NM NV NY"
    " OH OK OR PA RI SC SD TN TX UT VA VT WA WI WV WY AS GU MP PR VI US-FED"
)
LAWS = frozenset(_CANADIAN.split()) | frozenset(_AMERICAN.split())


def _known(code: str) -> str:
    if code and code not in LAWS:
        raise ValueError("must be a province, territory or state, such as BC or NY, or CA-FED or US-FED")
    return code


Law = Annotated[
    str, StringConstraints(strip_whitespace=True, to_upper=True, max_length=6), AfterValidator(_known)
]
