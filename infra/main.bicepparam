// The parameters of an installation. Values come from azd's environment: `azd env set NAME VALUE`, here after the name in capitals;
// or write them into this file. docs/deploy.md explains each.

using 'main.bicep'

param environmentName = readEnvironmentVariable('AZURE_ENV_NAME', 'knockwatch')
param location = readEnvironmentVariable('AZURE_LOCATION', 'westeurope')
param resourceGroupName = readEnvironmentVariable('RESOURCE_GROUP_NAME', '')

// [{"resourceGroup": "rg-logs", "name": "stlogsweu"}, {"subscriptionId": "…", "resourceGroup": "rg-logs-us", "name": "stlogseus"}]
param flowLogAccounts = json(readEnvironmentVariable('FLOW_LOG_STORAGE', '[]'))
param ingestBy = readEnvironmentVariable('INGEST_BY', 'events')

param delivery = readEnvironmentVariable('DELIVERY', 'log')
param slackBotToken = readEnvironmentVariable('SLACK_BOT_TOKEN', '')
param slackSigningSecret = readEnvironmentVariable('SLACK_SIGNING_SECRET', '')
param slackButtons = bool(readEnvironmentVariable('MESSAGE_BUTTONS', 'false'))
param reportUrl = readEnvironmentVariable('REPORT_URL', '')
param settingsInStorage = bool(readEnvironmentVariable('SETTINGS_IN_STORAGE', 'false'))
param retentionDays = int(readEnvironmentVariable('RETENTION_DAYS', '31'))

param instanceMemoryMB = int(readEnvironmentVariable('INSTANCE_MEMORY_MB', '2048'))
param maximumInstanceCount = int(readEnvironmentVariable('MAXIMUM_INSTANCE_COUNT', '40'))
param blobAlwaysReady = int(readEnvironmentVariable('BLOB_ALWAYS_READY', '1'))

param storageSku = readEnvironmentVariable('STORAGE_SKU', 'Standard_LRS')
param vaultPurgeProtection = bool(readEnvironmentVariable('VAULT_PURGE_PROTECTION', 'false'))
param logRetentionDays = int(readEnvironmentVariable('LOG_RETENTION_DAYS', '30'))
param logDailyQuotaGb = int(readEnvironmentVariable('LOG_DAILY_QUOTA_GB', '1'))
param alertActionGroupIds = json(readEnvironmentVariable('ALERT_ACTION_GROUP_IDS', '[]'))

param network = readEnvironmentVariable('NETWORK', 'public')
param networkAddressPrefix = readEnvironmentVariable('NETWORK_ADDRESS_PREFIX', '10.87.0.0/26')
param natGateway = bool(readEnvironmentVariable('NAT_GATEWAY', 'false'))

param operatorPrincipalId = readEnvironmentVariable('OPERATOR_PRINCIPAL_ID', '')
param operatorPrincipalType = readEnvironmentVariable('OPERATOR_PRINCIPAL_TYPE', 'User')

param demo = bool(readEnvironmentVariable('DEMO', 'false'))
param demoSshPublicKey = readEnvironmentVariable('DEMO_SSH_PUBLIC_KEY', '')
