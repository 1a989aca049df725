// The vault of the two Slack secrets. Values are written where they are given, else set by hand; none is ever an output.

param name string
param location string
param tags object
@description('Deleted secrets and the vault itself cannot be purged before their 90 days are over. Cannot be switched off again.')
param purgeProtection bool
@description('Closed to the internet: reached by a private endpoint alone.')
param isPrivate bool
@secure()
param slackBotToken string
@secure()
param slackSigningSecret string

var botTokenName = 'slack-bot-token'
var signingSecretName = 'slack-signing-secret'

resource vault 'Microsoft.KeyVault/vaults@2024-11-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    tenantId: tenant().tenantId
    sku: {
      family: 'A'
      name: 'standard'
    }
    enableRbacAuthorization: true
    enableSoftDelete: true
    // The service refuses an explicit false.
    enablePurgeProtection: purgeProtection ? true : null
    publicNetworkAccess: isPrivate ? 'Disabled' : 'Enabled'
    networkAcls: {
      bypass: 'AzureServices'
      defaultAction: isPrivate ? 'Deny' : 'Allow'
    }
  }
}

resource botToken 'Microsoft.KeyVault/vaults/secrets@2024-11-01' = if (!empty(slackBotToken)) {
  parent: vault
  name: botTokenName
  properties: {
    value: slackBotToken
    contentType: 'Slack bot token'
  }
}

resource signingSecret 'Microsoft.KeyVault/vaults/secrets@2024-11-01' = if (!empty(slackSigningSecret)) {
  parent: vault
  name: signingSecretName
  properties: {
    value: slackSigningSecret
    contentType: 'Slack signing secret'
  }
}

output id string = vault.id
output name string = vault.name
@description('Addresses of the secrets without a version: the app takes up a new one within a day, or when it restarts.')
output vaultUris object = {
  slackBotToken: '${vault.properties.vaultUri}secrets/${botTokenName}'
  slackSigningSecret: '${vault.properties.vaultUri}secrets/${signingSecretName}'
}
