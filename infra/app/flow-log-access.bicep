// Lets the app read the blobs of one flow-log account, and nothing else there. Deployed into the account's own resource group.

import { roles } from '../roles.bicep'

param accountName string
@description('Principal of the app\'s identity.')
param appPrincipalId string

resource account 'Microsoft.Storage/storageAccounts@2025-01-01' existing = {
  name: accountName
}

resource appOnFlowLogs 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: account
  name: guid(account.id, appPrincipalId, roles.storageBlobDataReader)
  properties: {
    principalId: appPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.storageBlobDataReader)
  }
}
