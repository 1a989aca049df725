// Switches on virtual network flow logs. Deploy it into the resource group of Network Watcher, once a region:
//   az deployment group create -g NetworkWatcherRG -f infra/flow-logs.bicep -p location=westeurope storageAccountId=… targetIds='["…"]'

@description('Region of the networks, of their Network Watcher and of the storage account: all three must be the same.')
param location string

@minLength(1)
@description('Ids of virtual networks, subnets or network interfaces. What lies within another of them is logged once more: prefer networks.')
param targetIds string[]

@description('Id of the storage account that the logs are written to: general purpose v2, in the same region.')
param storageAccountId string

@description('Id of a user-assigned identity that writes the logs, with the role Storage Blob Data Contributor on the account: needed where the account takes no shared keys, which Network Watcher uses otherwise.')
param writerIdentityId string = ''

@minValue(0)
@maxValue(365)
@description('Days for which Azure keeps the logs; 0: for ever.')
param retentionDays int = 30

@description('Make the Network Watcher of the region; false: it is there, as Azure makes it with the first network.')
param createNetworkWatcher bool = false

param tags object = {}

var watcherName = 'NetworkWatcher_${location}'

// Its flow logs name it as parent also where it is there already and not made here.
resource watcher 'Microsoft.Network/networkWatchers@2024-07-01' = if (createNetworkWatcher) {
  name: watcherName
  location: location
  tags: tags
}

resource flowLogs 'Microsoft.Network/networkWatchers/flowLogs@2024-07-01' = [for targetId in targetIds: {
  parent: watcher
  name: 'knockwatch-${take(last(split(targetId, '/')), 40)}-${uniqueString(targetId)}'
  location: location
  tags: tags
  identity: empty(writerIdentityId) ? null : {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${writerIdentityId}': {}
    }
  }
  properties: {
    enabled: true
    targetResourceId: targetId
    storageId: storageAccountId
    format: {
      type: 'JSON'
      version: 2
    }
    retentionPolicy: {
      enabled: retentionDays > 0
      days: retentionDays
    }
  }
}]
