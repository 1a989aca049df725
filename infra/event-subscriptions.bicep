// Joins the flow-log accounts to the app's ingest functions. Deployed after the code, by the hook infra/hooks/postdeploy: the system key
// that the address carries is made when the host first starts with a blob trigger.

targetScope = 'subscription'

import { flowLogAccount } from 'types.bicep'

@description('Resource group of the function app.')
param appResourceGroup string

@description('Name of the function app.')
param appName string

@description('The accounts to listen to: the output EVENT_ACCOUNTS of main.bicep.')
param flowLogAccounts flowLogAccount[]

resource app 'Microsoft.Web/sites@2024-11-01' existing = {
  scope: resourceGroup(appResourceGroup)
  name: appName
}

resource accounts 'Microsoft.Storage/storageAccounts@2025-01-01' existing = [for account in flowLogAccounts: {
  scope: resourceGroup(account.?subscriptionId ?? subscription().subscriptionId, account.resourceGroup)
  name: account.name
}]

module accountEvents 'events/account-events.bicep' = [for (account, i) in flowLogAccounts: {
  scope: resourceGroup(account.?subscriptionId ?? subscription().subscriptionId, account.resourceGroup)
  name: 'events-${account.name}-${uniqueString(appName)}'
  params: {
    accountName: account.name
    accountLocation: accounts[i].location
    systemTopic: account.?systemTopic ?? ''
    installation: appName
    webhookUrl: 'https://${app.properties.defaultHostName}/runtime/webhooks/blobs'
    webhookKey: listKeys('${app.id}/host/default', '2023-12-01').systemKeys.blobs_extension
  }
}]
