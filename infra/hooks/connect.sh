#!/bin/sh
# After azd has deployed the code: have Event Grid tell it of audio that arrives, once the host has made the key for that.
set -eu

bicep=$(CDPATH='' cd -- "$(dirname -- "$0")/../bicep" && pwd)
pause=${CASECLOCK_HOOK_PAUSE_SECONDS:-10}
tries=${CASECLOCK_HOOK_TRIES:-60}

fail() {
    printf '%s\n' "$@" >&2
    exit 1
}

for name in CASECLOCK_JURISDICTION AZURE_SUBSCRIPTION_ID AZURE_RESOURCE_GROUP API_NAME; do
    eval "value=\${$name:-}"
    [ -n "$value" ] || fail "$name is not set: run azd provision first."
done

# Prints true or nothing: the key itself is never read here.
has_key() {
    az functionapp keys list --subscription "$AZURE_SUBSCRIPTION_ID" --resource-group "$AZURE_RESOURCE_GROUP" \
        --name "$API_NAME" --query "contains(keys(systemKeys), 'blobs_extension')" --output tsv 2>/dev/null || true
}

printf 'Waiting for the code to answer.\n'
left=$tries
while [ "$(has_key)" != true ]; do
    left=$((left - 1))
    [ "$left" -gt 0 ] || fail "The app has made no key for events after $tries tries." \
        'Look at Functions and Log stream of the function app in the portal, then run: azd hooks run postdeploy'
    sleep "$pause"
done

az deployment group create --subscription "$AZURE_SUBSCRIPTION_ID" --resource-group "$AZURE_RESOURCE_GROUP" \
    --name events --parameters "$bicep/$CASECLOCK_JURISDICTION.events.bicepparam" --only-show-errors --output none

printf 'Audio that arrives is drafted.\nAPI: %s\nWeb: %s\n' "${API_ADDRESS:-}" "${WEB_ADDRESS:-}"
