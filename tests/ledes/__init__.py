"""Validators of LEDES files, written from the definitions of the formats and from nothing of ours.

Sources: ledes.org (98BI), support.casefox.com/portal/en/kb/articles/ebilling-ledes-1998b-format (1998B),
success.mitratech.com (1998BI V2: LINE_ITEM_TOTAL with its tax), vendorhelp.brightflag.com and counselgo
(tax rates and currencies). Where sources disagree the validators ask for what all of them take; they do not
ask for CLIENT_TAX_ID, which some require and some do not look at.
"""

from tests.ledes.validating import validate_98bi_v2, validate_1998b

__all__ = ["validate_98bi_v2", "validate_1998b"]
