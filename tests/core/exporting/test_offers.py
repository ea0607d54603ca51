"""What is offered, and what is still to be set for it."""

from core.domain.preferences import LawyerSettings, Preferences
from core.domain.presets import BUILT_IN, Column, DateFormat, Preset, Source
from core.exporting.lines import Sender
from core.exporting.offers import Offer, offers

OWN = Preset(name="ours", columns=(Column(header="Class", source=Source.TIMEKEEPER_CLASS, required=True),))


def _offered(settings: LawyerSettings, sender: Sender) -> dict[str, Offer]:
    return {offer.name: offer for offer in offers(Preferences([settings]), sender)}


def test_what_is_missing_is_named_as_the_settings_name_it() -> None:
    offered = _offered(LawyerSettings(presets=(OWN,)), Sender())
    missing = {name: offer.missing for name, offer in offered.items() if not name.startswith("ledes")}
    dated = dict.fromkeys(("clio", "mycase", "cosmolex", "filevine", "practicepanther"), ("date_format",))
    assert missing == dated | {
        "caseclock": (),
        "pclaw": ("date_format", "timekeeper_id"),
        "juris": ("timekeeper_id",),
        "ours": ("date_format", "timekeeper_class"),
    }


def test_what_is_set_is_not_missing() -> None:
    settings = LawyerSettings(date_format=DateFormat.DAY_FIRST, presets=(OWN,))
    offered = _offered(settings, Sender("Avery Quinn", "AQ", "PARTNR"))
    assert not [name for name, offer in offered.items() if offer.missing and not name.startswith("ledes")]


def test_a_date_format_that_the_system_does_not_read_is_missing_still() -> None:
    offered = _offered(LawyerSettings(date_format=DateFormat.ISO), Sender())
    assert (offered["clio"].missing, offered["filevine"].missing) == (("date_format",), ())


def test_ones_own_come_last_and_say_so() -> None:
    offered = _offered(LawyerSettings(presets=(OWN,)), Sender())
    assert [name for name, offer in offered.items() if offer.own] == ["ours"]
    assert list(offered)[-1] == "ours"
    assert (offered["ours"].title, offered["ours"].columns) == ("ours", ("Class",))
    assert set(offered) - {"ours"} <= set(BUILT_IN)
