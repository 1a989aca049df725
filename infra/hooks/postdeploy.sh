#!/bin/sh
# After azd has deployed the code: joins the flow-log accounts to it (infra/event-subscriptions.bicep).
# Runs on Linux and macOS; postdeploy.ps1 does the same on Windows. azd hands over the outputs of infra/main.bicep.
set -eu

attempts=6
pause_seconds=30

cd "$(dirname "$0")/../.."

if [ "${EVENT_ACCOUNTS:-[]}" = '[]' ]; then
  echo 'Event subscriptions: none, the sweep reads every account.'
  exit 0
fi

if ! command -v az >/dev/null 2>&1; then
  echo 'Event subscriptions: the Azure CLI (az) is needed and was not found. Install it, sign in by "az login", then run "azd hooks run postdeploy".' >&2
  exit 1
fi

if ! az account show --subscription "$AZURE_SUBSCRIPTION_ID" --output none 2>/dev/null; then
  echo "Event subscriptions: the Azure CLI is not signed in to subscription $AZURE_SUBSCRIPTION_ID. Run \"az login\", then \"azd hooks run postdeploy\"." >&2
  exit 1
fi

# The key of the address is there once the new code has started for the first time, which can take some minutes.
attempt=1
while ! az deployment sub create --subscription "$AZURE_SUBSCRIPTION_ID" --location "$AZURE_LOCATION" --name "knockwatch-events-$AZURE_ENV_NAME" \
  --parameters infra/event-subscriptions.bicepparam --output none; do
  if [ "$attempt" -ge "$attempts" ]; then
    echo "Event subscriptions: not created in $attempts attempts; the last error stands above. Until they are, the sweep reads every account every five minutes. Try again by \"azd hooks run postdeploy\"." >&2
    exit 1
  fi
  attempt=$((attempt + 1))
  echo "Event subscriptions: not yet; attempt $attempt of $attempts in $pause_seconds seconds."
  sleep "$pause_seconds"
done

echo 'Event subscriptions: created. Flow logs are read as they grow.'
