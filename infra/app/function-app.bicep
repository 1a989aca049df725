// The function app on a Flex Consumption plan, with all its settings. Nothing in it is a key: storage is reached by identity,
// the Slack secrets are references into the vault.

import { connectionName, flowLogAccount, storageEndpoints } from '../types.bicep'

param name string
param planName string
param location string
param tags object
param identity { id: string, clientId: string }
param state storageEndpoints
param packageContainerUrl string
param insightsConnectionString string
@description('Addresses of the two secrets.')
param vaultUris { slackBotToken: string, slackSigningSecret: string }
param flowLogAccounts flowLogAccount[]
param delivery 'log' | 'slack'
param slackButtons bool
param reportUrl string
@description('Address of the detection settings; empty: those deployed with the app.')
param settingsUrl string
param retentionDays int
param instanceMemoryMB int
param maximumInstanceCount int
param blobAlwaysReady int
@description('Subnet that the app reaches out from; empty: none.')
param subnetId string
param extraAppSettings object

var hostSettings = {
  AzureWebJobsStorage__blobServiceUri: state.blob
  AzureWebJobsStorage__queueServiceUri: state.queue
  AzureWebJobsStorage__tableServiceUri: state.table
  AzureWebJobsStorage__credential: 'managedidentity'
  AzureWebJobsStorage__clientId: identity.clientId
  APPLICATIONINSIGHTS_CONNECTION_STRING: insightsConnectionString
  APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'ClientId=${identity.clientId};Authorization=AAD'
  languageWorkers__node__arguments: '--max-semi-space-size=16 --heap-growing-percent=50'
}

// A trigger whose connection names its blob service must name a queue service too, for events that failed five times: the host account's,
// so that the app may do nothing but read in the flow-log account.
var flowLogSettings = reduce(flowLogAccounts, {}, (settings, account) => union(settings, {
  '${connectionName(account.name)}__blobServiceUri': 'https://${account.name}.blob.${environment().suffixes.storage}'
  '${connectionName(account.name)}__queueServiceUri': state.queue
  '${connectionName(account.name)}__credential': 'managedidentity'
  '${connectionName(account.name)}__clientId': identity.clientId
}))

var ownSettings = {
  FLOW_LOG_ACCOUNTS: join(map(flowLogAccounts, account => connectionName(account.name)), ',')
  DELIVERY: delivery
  KNOCKWATCH_RETENTION_DAYS: string(retentionDays)
}

// A reference to a secret that is not there would keep the app from starting.
var slackSettings = delivery == 'slack' ? {
  SLACK_BOT_TOKEN: '@Microsoft.KeyVault(SecretUri=${vaultUris.slackBotToken})'
} : {}
var buttonSettings = slackButtons ? {
  SLACK_SIGNING_SECRET: '@Microsoft.KeyVault(SecretUri=${vaultUris.slackSigningSecret})'
} : {}
var reportSettings = empty(reportUrl) ? {} : {
  REPORT_URL: reportUrl
}
var configSettings = empty(settingsUrl) ? {} : {
  KNOCKWATCH_CONFIG: settingsUrl
}

var appSettings = union(hostSettings, flowLogSettings, ownSettings, slackSettings, buttonSettings, reportSettings, configSettings, extraAppSettings)

resource plan 'Microsoft.Web/serverfarms@2024-11-01' = {
  name: planName
  location: location
  tags: tags
  kind: 'functionapp'
  sku: {
    tier: 'FlexConsumption'
    name: 'FC1'
  }
  properties: {
    reserved: true
  }
}

resource app 'Microsoft.Web/sites@2024-11-01' = {
  name: name
  location: location
  // azd finds the app of its service "app" by this tag.
  tags: union(tags, { 'azd-service-name': 'app' })
  kind: 'functionapp,linux'
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${identity.id}': {}
    }
  }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    keyVaultReferenceIdentity: identity.id
    publicNetworkAccess: 'Enabled'
    virtualNetworkSubnetId: empty(subnetId) ? null : subnetId
    functionAppConfig: {
      deployment: {
        storage: {
          type: 'blobContainer'
          value: packageContainerUrl
          authentication: {
            type: 'UserAssignedIdentity'
            userAssignedIdentityResourceId: identity.id
          }
        }
      }
      runtime: {
        name: 'node'
        version: '24'
      }
      scaleAndConcurrency: {
        instanceMemoryMB: instanceMemoryMB
        maximumInstanceCount: maximumInstanceCount
        alwaysReady: blobAlwaysReady > 0 ? [
          {
            name: 'blob'
            instanceCount: blobAlwaysReady
          }
        ] : []
      }
    }
    // Nothing of a site that a Flex Consumption app does not have (ftpsState, alwaysOn, linuxFxVersion …): Azure refuses the whole app (51021).
    siteConfig: {
      appSettings: [for setting in items(appSettings): {
        name: setting.key
        value: setting.value
      }]
      http20Enabled: true
      minTlsVersion: '1.2'
    }
  }

  // Deployment is by Entra ID alone: no publishing user, no password.
  resource ftp 'basicPublishingCredentialsPolicies' = {
    name: 'ftp'
    properties: {
      allow: false
    }
  }

  resource scm 'basicPublishingCredentialsPolicies' = {
    name: 'scm'
    properties: {
      allow: false
    }
  }
}

output id string = app.id
output name string = app.name
output url string = 'https://${app.properties.defaultHostName}'
