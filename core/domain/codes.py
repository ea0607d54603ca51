"""UTBMS activity codes and task sets (American Bar Association, Uniform Task-Based Management System)."""

from enum import StrEnum


class ActivityCode(StrEnum):
    """What kind of work a time entry is."""

    PLAN_PREPARE = "A101"
    RESEARCH = "A102"
    DRAFT_REVISE = "A103"
    REVIEW_ANALYZE = "A104"
    COMMUNICATE_IN_FIRM = "A105"
    COMMUNICATE_CLIENT = "A106"
    COMMUNICATE_COUNSEL = "A107"
    COMMUNICATE_EXTERNAL = "A108"
    APPEAR_ATTEND = "A109"
    MANAGE_DATA = "A110"
    OTHER = "A111"


class TaskSet(StrEnum):
    """A UTBMS task code set; the value is the letter its codes begin with."""

    LITIGATION = "L"
    COUNSELING = "C"
    PROJECT = "P"
    BANKRUPTCY = "B"


class Billing(StrEnum):
    """Whether the time is billed; no-charge time is shown to the client at nothing."""

    BILLABLE = "billable"
    NON_BILLABLE = "non_billable"
    NO_CHARGE = "no_charge"
