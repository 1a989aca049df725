// Knockwatch in one resource group: identity, function app, its storage, vault, log and, if wanted, network and alerts.
// The event subscriptions come after the code (event-subscriptions.bicep): the key of their address exists only then.

targetScope = 'subscription'

import { flowLogAccount } from 'types.bicep'

@minLength(1)
@maxLength(40)
@description('Name of the azd environment; part of the resource group\'s name.')
param environmentName string

@minLength(1)
@description('Region of the installation. Flow-log accounts may lie in others.')
@metadata({ azd: { type: 'location' } })
param location string

@maxLength(85)
@description('Name of the resource group, which is Knockwatch\'s own: azd down deletes it whole; empty: rg- and the environment\'s name.')
param resourceGroupName string = ''

@description('The storage accounts that hold flow logs, one or more (none only with demo).')
param flowLogAccounts flowLogAccount[]

@description('events: a blob event runs the ingest within seconds, and the sweep catches what events miss. sweep: the sweep alone, every five minutes; no Event Grid.')
param ingestBy 'events' | 'sweep' = 'events'

@description('slack: messages go to Slack; the vault must hold the bot token. log: a dry run, messages are written to the log.')
param delivery 'log' | 'slack' = 'log'

@secure()
@description('Slack\'s bot token (xoxb-…), written to the vault; empty: the vault keeps what it has.')
param slackBotToken string = ''

@secure()
@description('Slack\'s signing secret, written to the vault; empty: the vault keeps what it has.')
param slackSigningSecret string = ''

@description('Buttons in messages; the vault must hold the signing secret.')
param slackButtons bool = false

@description('Address of the report page, put into messages as a link; empty: no links.')
param reportUrl string = ''

@description('The detection settings are the blob settings/knockwatch.yaml in the state account, which must be there; false: the file that was deployed.')
param settingsInStorage bool = false

@minValue(15)
@maxValue(400)
@description('Days for which facts are kept.')
param retentionDays int = 31

@allowed([2048, 4096])
@description('Memory of an instance, MB.')
param instanceMemoryMB int = 2048

@minValue(1)
@maxValue(1000)
@description('Instances at most.')
param maximumInstanceCount int = 40

@minValue(0)
@maxValue(100)
@description('Instances that are always ready for blob events; without events none is.')
param blobAlwaysReady int = 1

@description('Redundancy of the state account.')
param storageSku 'Standard_LRS' | 'Standard_ZRS' | 'Standard_GRS' | 'Standard_GZRS' = 'Standard_LRS'

@description('Nothing in the vault, nor the vault, can be purged within 90 days of its deletion. Cannot be undone.')
param vaultPurgeProtection bool = false

@minValue(30)
@maxValue(730)
@description('Days for which the log is kept.')
param logRetentionDays int = 30

@description('GB of log a day, after which the workspace takes nothing until the next; -1: no limit.')
param logDailyQuotaGb int = 1

@description('Ids of the action groups that are told when Slack cannot be; empty: no alert rules.')
param alertActionGroupIds string[] = []

@description('private: state account and vault are reached from a network of their own alone. public: by their public addresses, by identity alone.')
param network 'public' | 'private' = 'public'

@description('Addresses of the private network, a /26 or larger.')
param networkAddressPrefix string = '10.87.0.0/26'

@description('With network = private: a NAT gateway gives what leaves it one fixed public address.')
param natGateway bool = false

@description('Object id of who sets secrets and settings and reads the tables; empty: nobody is given roles for it.')
param operatorPrincipalId string = ''

@description('What the operator is.')
param operatorPrincipalType 'User' | 'Group' | 'ServicePrincipal' = 'User'

@description('App settings beyond those of the template, such as GEOIP_COUNTRY_DATABASE; they win over the template\'s.')
param extraAppSettings object = {}

@description('A network with two machines and flow logs to try Knockwatch on, in a resource group of its own; about 25 USD a month.')
param demo bool = false

@description('With demo: the public key (ssh-ed25519 … or ssh-rsa …) of the machines\' administrator. No rule lets SSH in.')
param demoSshPublicKey string = ''

var token = toLower(uniqueString(subscription().id, environmentName, location))
var tags = { 'azd-env-name': environmentName, product: 'knockwatch' }
var isPrivate = network == 'private'
var installationName = empty(resourceGroupName) ? 'rg-${environmentName}' : resourceGroupName
// Azure takes names of resource groups up to 90 characters.
var demoResourceGroup = '${installationName}-demo'
var demoAccountName = 'stdemo${token}'
var demoAccounts = demo ? [{ resourceGroup: demoResourceGroup, name: demoAccountName }] : []
var listedAccounts = concat(flowLogAccounts, demoAccounts)
var accounts = empty(listedAccounts) ? fail('No flow-log account is given: azd env set FLOW_LOG_STORAGE \'[{"resourceGroup": "…", "name": "…"}]\', or azd env set DEMO true') : listedAccounts

resource installation 'Microsoft.Resources/resourceGroups@2024-11-01' = {
  name: installationName
  location: location
  tags: tags
}

resource demoGroup 'Microsoft.Resources/resourceGroups@2024-11-01' = if (demo) {
  name: demoResourceGroup
  location: location
  tags: tags
}

module identity 'app/identity.bicep' = {
  scope: installation
  params: {
    name: 'id-knockwatch-${token}'
    location: location
    tags: tags
  }
}

module stateStorage 'app/state-storage.bicep' = {
  scope: installation
  params: {
    name: 'stknock${token}'
    location: location
    tags: tags
    sku: storageSku
    isPrivate: isPrivate
  }
}

module vault 'app/vault.bicep' = {
  scope: installation
  params: {
    name: 'kv-knock-${token}'
    location: location
    tags: tags
    purgeProtection: vaultPurgeProtection
    isPrivate: isPrivate
    slackBotToken: slackBotToken
    slackSigningSecret: slackSigningSecret
  }
}

module monitoring 'app/monitoring.bicep' = {
  scope: installation
  params: {
    workspaceName: 'log-knockwatch-${token}'
    insightsName: 'appi-knockwatch-${token}'
    location: location
    tags: tags
    retentionDays: logRetentionDays
    dailyQuotaGb: logDailyQuotaGb
  }
}

module access 'app/access.bicep' = {
  scope: installation
  params: {
    stateAccountName: stateStorage.outputs.name
    settingsContainerName: stateStorage.outputs.settingsContainer
    vaultName: vault.outputs.name
    insightsName: monitoring.outputs.insightsName
    appPrincipalId: identity.outputs.principalId
    operatorPrincipalId: operatorPrincipalId
    operatorPrincipalType: operatorPrincipalType
  }
}

module demoEnvironment 'demo/demo.bicep' = if (demo) {
  scope: demoGroup
  params: {
    location: location
    tags: tags
    flowLogAccountName: demoAccountName
    sshPublicKey: demoSshPublicKey
  }
}

module flowLogAccess 'app/flow-log-access.bicep' = [for account in accounts: {
  scope: resourceGroup(account.?subscriptionId ?? subscription().subscriptionId, account.resourceGroup)
  name: 'flow-log-access-${account.name}-${token}'
  params: {
    accountName: account.name
    appPrincipalId: identity.outputs.principalId
  }
  dependsOn: [demoEnvironment]
}]

module privateNetwork 'network/private-network.bicep' = if (isPrivate) {
  scope: installation
  params: {
    name: 'vnet-knockwatch-${token}'
    location: location
    tags: tags
    addressPrefix: networkAddressPrefix
    natGateway: natGateway
    stateAccountId: stateStorage.outputs.id
    vaultId: vault.outputs.id
    flowLogAccounts: accounts
  }
  dependsOn: [demoEnvironment]
}

module functionApp 'app/function-app.bicep' = {
  scope: installation
  params: {
    name: 'func-knockwatch-${token}'
    planName: 'plan-knockwatch-${token}'
    location: location
    tags: tags
    identity: { id: identity.outputs.id, clientId: identity.outputs.clientId }
    state: stateStorage.outputs.endpoints
    packageContainerUrl: stateStorage.outputs.packageContainerUrl
    insightsConnectionString: monitoring.outputs.connectionString
    vaultUris: vault.outputs.vaultUris
    flowLogAccounts: accounts
    delivery: delivery
    slackButtons: slackButtons
    reportUrl: reportUrl
    settingsUrl: settingsInStorage ? '${stateStorage.outputs.settingsContainerUrl}/knockwatch.yaml' : ''
    retentionDays: retentionDays
    instanceMemoryMB: instanceMemoryMB
    maximumInstanceCount: maximumInstanceCount
    blobAlwaysReady: ingestBy == 'events' ? blobAlwaysReady : 0
    subnetId: isPrivate ? privateNetwork!.outputs.appSubnetId : ''
    extraAppSettings: extraAppSettings
  }
  dependsOn: [access, flowLogAccess]
}

module alerts 'app/alerts.bicep' = if (!empty(alertActionGroupIds)) {
  scope: installation
  params: {
    location: location
    tags: tags
    workspaceId: monitoring.outputs.workspaceId
    actionGroupIds: alertActionGroupIds
  }
}

// azd keeps these in its environment; the hook after the deployment of the code reads them there.
output AZURE_RESOURCE_GROUP string = installation.name
output FUNCTION_APP_NAME string = functionApp.outputs.name
output HEALTH_URL string = '${functionApp.outputs.url}/api/health'
output STATE_ACCOUNT_NAME string = stateStorage.outputs.name
output VAULT_NAME string = vault.outputs.name
output EVENT_ACCOUNTS flowLogAccount[] = ingestBy == 'events' ? accounts : []
