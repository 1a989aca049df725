// Who may do what on the installation's own resources, each at the resource itself; docs/deploy.md holds the same as a table.

import { roles } from '../roles.bicep'

param stateAccountName string
param settingsContainerName string
param vaultName string
param insightsName string
@description('Principal of the app\'s identity.')
param appPrincipalId string
@description('Who sets secrets and settings and reads the tables; empty: nobody gets these roles here.')
param operatorPrincipalId string
param operatorPrincipalType 'User' | 'Group' | 'ServicePrincipal'

var hasOperator = !empty(operatorPrincipalId)
var hostRoles = [roles.storageBlobDataOwner, roles.storageQueueDataContributor, roles.storageTableDataContributor]

resource stateAccount 'Microsoft.Storage/storageAccounts@2025-01-01' existing = {
  name: stateAccountName

  resource blobs 'blobServices' existing = {
    name: 'default'

    resource settings 'containers' existing = {
      name: settingsContainerName
    }
  }
}

resource vault 'Microsoft.KeyVault/vaults@2024-11-01' existing = {
  name: vaultName
}

resource insights 'Microsoft.Insights/components@2020-02-02' existing = {
  name: insightsName
}

resource appOnState 'Microsoft.Authorization/roleAssignments@2022-04-01' = [for role in hostRoles: {
  scope: stateAccount
  name: guid(stateAccount.id, appPrincipalId, role)
  properties: {
    principalId: appPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', role)
  }
}]

resource appOnVault 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: vault
  name: guid(vault.id, appPrincipalId, roles.keyVaultSecretsUser)
  properties: {
    principalId: appPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.keyVaultSecretsUser)
  }
}

resource appOnInsights 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: insights
  name: guid(insights.id, appPrincipalId, roles.monitoringMetricsPublisher)
  properties: {
    principalId: appPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.monitoringMetricsPublisher)
  }
}

resource operatorOnVault 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (hasOperator) {
  scope: vault
  name: guid(vault.id, operatorPrincipalId, roles.keyVaultSecretsOfficer)
  properties: {
    principalId: operatorPrincipalId
    principalType: operatorPrincipalType
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.keyVaultSecretsOfficer)
  }
}

resource operatorOnSettings 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (hasOperator) {
  scope: stateAccount::blobs::settings
  name: guid(stateAccount::blobs::settings.id, operatorPrincipalId, roles.storageBlobDataContributor)
  properties: {
    principalId: operatorPrincipalId
    principalType: operatorPrincipalType
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.storageBlobDataContributor)
  }
}

resource operatorOnState 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (hasOperator) {
  scope: stateAccount
  name: guid(stateAccount.id, operatorPrincipalId, roles.storageTableDataReader)
  properties: {
    principalId: operatorPrincipalId
    principalType: operatorPrincipalType
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.storageTableDataReader)
  }
}
