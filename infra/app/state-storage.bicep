// The account of the Functions host and of Knockwatch's tables. Nobody but this installation uses it.

import { storageEndpoints } from '../types.bicep'

param name string
param location string
param tags object
param sku 'Standard_LRS' | 'Standard_ZRS' | 'Standard_GRS' | 'Standard_GZRS'
@description('Closed to the internet: reached by private endpoints alone.')
param isPrivate bool

var tableNames = ['KnockwatchCounts', 'KnockwatchHours', 'KnockwatchIncidents', 'KnockwatchIngest', 'KnockwatchState']

resource account 'Microsoft.Storage/storageAccounts@2025-01-01' = {
  name: name
  location: location
  tags: tags
  kind: 'StorageV2'
  sku: {
    name: sku
  }
  properties: {
    accessTier: 'Hot'
    allowBlobPublicAccess: false
    allowCrossTenantReplication: false
    allowSharedKeyAccess: false
    defaultToOAuthAuthentication: true
    minimumTlsVersion: 'TLS1_2'
    publicNetworkAccess: isPrivate ? 'Disabled' : 'Enabled'
    supportsHttpsTrafficOnly: true
    networkAcls: {
      bypass: 'AzureServices'
      defaultAction: isPrivate ? 'Deny' : 'Allow'
    }
  }

  resource blobs 'blobServices' = {
    name: 'default'

    resource packages 'containers' = {
      name: 'app-package'
      properties: {
        publicAccess: 'None'
      }
    }

    resource settings 'containers' = {
      name: 'settings'
      properties: {
        publicAccess: 'None'
      }
    }
  }

  resource tables 'tableServices' = {
    name: 'default'
  }
}

resource ownTables 'Microsoft.Storage/storageAccounts/tableServices/tables@2025-01-01' = [for tableName in tableNames: {
  parent: account::tables
  name: tableName
}]

output id string = account.id
output name string = account.name
output endpoints storageEndpoints = {
  blob: account.properties.primaryEndpoints.blob
  queue: account.properties.primaryEndpoints.queue
  table: account.properties.primaryEndpoints.table
}
output packageContainerUrl string = '${account.properties.primaryEndpoints.blob}${account::blobs::packages.name}'
output settingsContainer string = account::blobs::settings.name
output settingsContainerUrl string = '${account.properties.primaryEndpoints.blob}${account::blobs::settings.name}'
