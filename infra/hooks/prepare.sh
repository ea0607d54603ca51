#!/bin/sh
# Before azd provisions: choose the jurisdiction's parameter file, and say everything that is missing at once.
set -eu

bicep=$(CDPATH='' cd -- "$(dirname -- "$0")/../bicep" && pwd)
jurisdiction=${CASECLOCK_JURISDICTION:-}

fail() {
    printf '%s\n' "$@" >&2
    exit 1
}

case $jurisdiction in
    ca | us) ;;
    *) fail 'Say whose data this stack holds: azd env set CASECLOCK_JURISDICTION ca (or us).' ;;
esac

# One azd environment is one stack: another jurisdiction's would be a second one beside it, watched by nobody.
case ${AZURE_RESOURCE_GROUP:-} in
    '' | "rg-caseclock-$jurisdiction-"*) ;;
    *) fail "This azd environment is the stack $AZURE_RESOURCE_GROUP. Make another: azd env new NAME." ;;
esac

missing=
for name in CASECLOCK_ENTRA_AUDIENCE CASECLOCK_ENTRA_FIRMS CASECLOCK_ALERT_RECIPIENTS; do
    eval "value=\${$name:-}"
    [ -n "$value" ] || missing="$missing
    azd env set $name ..."
done
[ -z "$missing" ] || fail "These are not set; infra/README.md says what each is:$missing"

# The record of a deployment to a subscription has a place too: that of the stack.
region=$(sed -n "s/^  region: '\([a-z0-9]*\)'.*/\1/p" "$bicep/$jurisdiction.bicepparam")
[ -n "$region" ] || fail "$jurisdiction.bicepparam names no region."
if [ "${AZURE_LOCATION:-}" != "$region" ]; then
    azd env set AZURE_LOCATION "$region"
fi

# A budget keeps the month it began in, and Azure takes no new one that began in another.
if [ -z "${CASECLOCK_BUDGET_START:-}" ]; then
    azd env set CASECLOCK_BUDGET_START "$(date -u +%Y-%m-01)"
fi

cp "$bicep/$jurisdiction.bicepparam" "$bicep/main.bicepparam"
printf 'The stack %s-%s, in %s.\n' "$jurisdiction" "${AZURE_ENV_NAME:-}" "$region"
