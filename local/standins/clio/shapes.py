"""The fields each resource has, by which `fields=` is checked; what is not held is answered empty."""

from collections.abc import Mapping
from dataclasses import dataclass, field

_USER = """
    id etag account_owner clio_connect court_rules_default_attendee created_at default_calendar_id email
    enabled first_name initials last_name name phone_number rate roles subscription_type time_zone updated_at
"""
_CONTACT = """
    id etag client_connect_user_id clio_connect_email created_at date_of_birth first_name initials is_client
    has_clio_for_clients_permission is_bill_recipient is_clio_for_client_user is_co_counsel last_name
    ledes_client_id locked_clio_connect_email middle_name name prefix primary_email_address
    primary_phone_number sales_tax_number secondary_email_address secondary_phone_number title type updated_at
"""
_MATTER = """
    id etag billable billing_method client_id client_reference close_date created_at custom_number description
    display_number has_tasks last_activity_date location maildrop_address matter_stage_updated_at number
    open_date pending_date shared status updated_at
"""
_DESCRIPTION = """
    id etag accessible_to_user category_type created_at default name type updated_at utbms_activity_id
    utbms_task_id utbms_task_name visible_to_co_counsel xero_service_code
"""
_ACTIVITY = """
    id etag type date quantity_in_hours rounded_quantity_in_hours quantity rounded_quantity quantity_redacted
    price note flat_rate billed on_bill total contingency_fee created_at updated_at reference non_billable
    non_billable_total no_charge tax_setting
"""
_CODE = "id etag name code description type utbms_set_id created_at updated_at"
_SET = "id etag name enabled created_at updated_at"
_BILLING = """
    id etag rounded_duration rounding use_decimal_rounding currency currency_sign tax_rate tax_name
    apply_tax_by_default apply_secondary_tax_by_default time_on_flat_rate_contingency_matters_is_non_billable
    use_secondary_tax secondary_tax_rate secondary_tax_rule secondary_tax_name notify_after_bill_created
    use_utbms_codes created_at updated_at multi_currency_billing billing_currencies
"""
_CURRENCY = "id etag code sign created_at updated_at"
_ACCOUNT = "id etag name state created_at updated_at"
_RATE = "amount non_billable_amount type hierarchy"
# Of what the stand-in holds none, a selection may name these two alone.
_OTHER = "id etag"


@dataclass(frozen=True, slots=True)
class Shape:
    """The plain fields of a resource, the fields of those nested in it, and which of these are lists."""

    plain: frozenset[str]
    nested: Mapping[str, frozenset[str]] = field(default_factory=dict)
    lists: frozenset[str] = frozenset()


def _shape(plain: str, nested: Mapping[str, str], others: str = "", lists: str = "") -> Shape:
    named = {name: frozenset(fields.split()) for name, fields in nested.items()}
    empty = {name: frozenset(_OTHER.split()) for name in f"{others} {lists}".split()}
    return Shape(frozenset(plain.split()), empty | named, frozenset(lists.split()))


ACTIVITY = _shape(
    _ACTIVITY,
    {
        "activity_description": _DESCRIPTION,
        "matter": _MATTER,
        "user": _USER,
        "utbms_expense": _CODE,
        "vendor": _CONTACT,
        "currency": _CURRENCY,
    },
    """
    expense_category bill communication client_portal matter_note contact_note subject timer calendar_entry
    task text_message_conversation document_version legal_aid_uk_activity
    """,
)
MATTER = _shape(
    _MATTER,
    {
        "client": _CONTACT,
        "originating_attorney": _USER,
        "responsible_attorney": _USER,
        "responsible_staff": _USER,
        "user": _USER,
        "currency": _CURRENCY,
        "custom_rate": "type on_invoice rates",
    },
    """
    contingency_fee evergreen_retainer folder group matter_budget matter_stage practice_area
    statute_of_limitations legal_aid_uk_matter attorney_allocation
    """,
    """
    account_balances custom_field_values custom_field_set_associations matter_bill_recipients relationships
    task_template_list_instances kyc_field_values split_invoice_payers
    """,
)
CONTACT = _shape(
    _CONTACT,
    {"company": _CONTACT, "currency": _CURRENCY},
    """
    primary_work_address primary_address secondary_address avatar payment_profile folder co_counsel_rate
    primary_web_site legal_aid_uk_contact
    """,
    """
    activity_rates addresses custom_field_values custom_field_set_associations email_addresses
    related_contacts instant_messengers phone_numbers web_sites notification_methods account_balances
    kyc_field_values
    """,
)
USER = _shape(
    _USER,
    {"default_activity_description": _DESCRIPTION, "account": _ACCOUNT, "contact": _CONTACT},
    "avatar job_title",
    "notification_methods groups",
)
DESCRIPTION = _shape(
    _DESCRIPTION,
    {"rate": _RATE, "utbms_task": _CODE, "utbms_activity": _CODE, "currency": _CURRENCY},
    lists="groups",
)
UTBMS_CODE = _shape(_CODE, {})
UTBMS_SET = _shape(_SET, {})
BILLING = _shape(_BILLING, {})
