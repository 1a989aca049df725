# After azd has deployed the code: joins the flow-log accounts to it (infra/event-subscriptions.bicep).
# Runs on Windows; postdeploy.sh does the same on Linux and macOS. azd hands over the outputs of infra/main.bicep.
$ErrorActionPreference = 'Stop'

$attempts = 6
$pauseSeconds = 30

function Stop-WithMessage([string] $message) {
    [Console]::Error.WriteLine($message)
    exit 1
}

# The exit code decides: what az writes to standard error, such as a warning, is no failure.
function Test-Az([string[]] $arguments) {
    $ErrorActionPreference = 'Continue'
    & az @arguments | Out-Host
    return $LASTEXITCODE -eq 0
}

Set-Location (Join-Path $PSScriptRoot '../..')

if (-not $env:EVENT_ACCOUNTS -or $env:EVENT_ACCOUNTS -eq '[]') {
    Write-Host 'Event subscriptions: none, the sweep reads every account.'
    exit 0
}

if (-not (Get-Command az -ErrorAction SilentlyContinue)) {
    Stop-WithMessage 'Event subscriptions: the Azure CLI (az) is needed and was not found. Install it, sign in by "az login", then run "azd hooks run postdeploy".'
}

if (-not (Test-Az @('account', 'show', '--subscription', $env:AZURE_SUBSCRIPTION_ID, '--output', 'none'))) {
    Stop-WithMessage "Event subscriptions: the Azure CLI is not signed in to subscription $($env:AZURE_SUBSCRIPTION_ID). Run `"az login`", then `"azd hooks run postdeploy`"."
}

$deployment = @(
    'deployment', 'sub', 'create',
    '--subscription', $env:AZURE_SUBSCRIPTION_ID,
    '--location', $env:AZURE_LOCATION,
    '--name', "knockwatch-events-$($env:AZURE_ENV_NAME)",
    '--parameters', 'infra/event-subscriptions.bicepparam',
    '--output', 'none'
)

# The key of the address is there once the new code has started for the first time, which can take some minutes.
for ($attempt = 1; -not (Test-Az $deployment); $attempt++) {
    if ($attempt -ge $attempts) {
        Stop-WithMessage "Event subscriptions: not created in $attempts attempts; the last error stands above. Until they are, the sweep reads every account every five minutes. Try again by `"azd hooks run postdeploy`"."
    }
    Write-Host "Event subscriptions: not yet; attempt $($attempt + 1) of $attempts in $pauseSeconds seconds."
    Start-Sleep -Seconds $pauseSeconds
}

Write-Host 'Event subscriptions: created. Flow logs are read as they grow.'
