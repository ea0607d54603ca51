"""Which deployments snapshots are taken of."""

from local.infra.variants import JURISDICTIONS, variants


def test_each_has_a_name_of_its_own_and_lies_in_its_jurisdiction() -> None:
    every = variants()
    assert len({each.name for each in every}) == len(every) == len(JURISDICTIONS) * 5
    assert {each.region for each in every if each.jurisdiction == "ca"} == {"canadacentral"}


def test_both_jurisdictions_are_deployed_with_the_same_options() -> None:
    ca, us = (
        [
            (each.name.partition(".")[2], sorted(each.environment))
            for each in variants()
            if each.jurisdiction == one
        ]
        for one in JURISDICTIONS
    )
    assert ca == us


def test_only_events_are_deployed_into_a_group_that_is_there() -> None:
    groups = {each.name: each.group for each in variants() if each.group}
    assert groups == {"ca.events": "rg-caseclock-ca-prod", "us.events": "rg-caseclock-us-prod"}
