"""The stand-in's own page: what it is, and the activities it holds."""

from collections.abc import Iterable
from html import escape

from local.standins.clio.amounts import SECONDS_PER_HOUR, amounts
from local.standins.clio.firm import ACCOUNT_NAME, Firm
from local.standins.clio.records import Activity
from local.standins.clio.switches import Switches

_PAGE = """<!doctype html>
<html lang="en"><meta charset="utf-8"><meta http-equiv="refresh" content="5">
<title>STAND-IN, not Clio</title>
<style>
  body {{ font: 1rem/1.5 sans-serif; margin: 2rem }}
  h1 {{ background: #b00020; color: #fff; padding: 1rem }}
  table {{ border-collapse: collapse }}
  th, td {{ border: 1px solid #ccc; padding: .25rem .75rem; text-align: left; vertical-align: top }}
</style>
<h1>This is a STAND-IN for Clio Manage. It is NOT Clio, and nobody is billed.</h1>
<p>For development and tests only. Everything is in memory and gone when it ends.</p>
<h2>{account}: {count}</h2>
<table><thead><tr><th>Id</th><th>Date</th><th>User</th><th>Matter</th><th>Hours</th><th>Description</th>
<th>Category</th><th>Price</th><th>Total</th><th>State</th><th>Changed</th></tr></thead>
<tbody>{rows}</tbody></table>
<h2>What it can be told</h2>
<ul>
<li><code>GET, PATCH, DELETE /standin/switches</code>: how it behaves where Clio's behaviour is not known</li>
<li><code>POST /standin/faults</code>, <code>DELETE /standin/faults</code>: make it fail, make it behave</li>
<li><code>GET, POST, DELETE /standin/chance</code>: faults by chance, from a seed</li>
<li><code>GET, POST, DELETE /standin/clock</code>: move its time by so many seconds</li>
<li><code>GET, POST, DELETE /standin/data</code>, <code>PATCH, DELETE /standin/data/KIND/ID</code>: what it
holds, changed as if by hand in Clio</li>
<li><code>POST /standin/tokens</code>, <code>POST /standin/tokens/expire</code>,
<code>POST /standin/tokens/revoke</code>: tokens without asking a lawyer, and their end</li>
<li><code>GET, DELETE /standin/calls</code>,
<code>GET, DELETE /standin/requests</code>: what it was asked</li>
</ul></html>
"""


def page(firm: Firm, switches: Switches) -> str:
    """Return the page, newest activity first."""
    activities = sorted(firm.activities, key=lambda activity: activity.id, reverse=True)
    count = f"{len(activities)} activit{'y' if len(activities) == 1 else 'ies'}"
    rows = "".join(_row(firm, switches, activity) for activity in activities)
    return _PAGE.format(account=escape(ACCOUNT_NAME), count=count, rows=rows)


def _row(firm: Firm, switches: Switches, activity: Activity) -> str:
    user = firm.users.get(activity.user_id)
    matter = firm.matters.get(activity.matter_id)
    category = firm.descriptions.get(activity.description_id)
    cells = [
        str(activity.id),
        activity.date.isoformat(),
        user.name if user else "",
        f"{matter.display_number} {matter.description}" if matter else "",
        f"{activity.quantity / SECONDS_PER_HOUR:.2f}",
        activity.note or "",
        category.name if category else "",
        f"{activity.price:.2f}",
        f"{amounts(activity, switches).total:.2f}",
        ", ".join(_states(activity)),
        f"{activity.updated_at:%Y-%m-%d %H:%M:%S} UTC",
    ]
    return f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in cells)}</tr>\n"


def _states(activity: Activity) -> Iterable[str]:
    names = ("billed", "on_bill", "non_billable", "no_charge", "flat_rate")
    return (name.replace("_", " ") for name in names if getattr(activity, name))
