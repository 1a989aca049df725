// A small world to try Knockwatch on: a network with two subnets, a machine in each, one of them with a public address, and flow logs.
//
// Costs about 25 USD a month (US list prices of 2026, on demand): two Standard_B2ats_v2 14, two disks of 32 GB 5, a public address 4,
// storage and flow logs 1 to 2. `azd env set DEMO false` does not delete it: delete its resource group.

import { roles } from '../roles.bicep'

param location string
param tags object
param flowLogAccountName string
@minLength(1)
@description('Public key of the administrator; Azure makes no machine without one.')
param sshPublicKey string
@description('Days for which Azure keeps the flow logs.')
param flowLogRetentionDays int = 7

var addressPrefix = '10.88.0.0/24'
var machines = [
  { name: 'web', hasPublicAddress: true }
  { name: 'data', hasPublicAddress: false }
]

resource account 'Microsoft.Storage/storageAccounts@2025-01-01' = {
  name: flowLogAccountName
  location: location
  tags: tags
  kind: 'StorageV2'
  sku: {
    name: 'Standard_LRS'
  }
  properties: {
    accessTier: 'Hot'
    allowBlobPublicAccess: false
    allowSharedKeyAccess: false
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
    networkAcls: {
      bypass: 'AzureServices'
      defaultAction: 'Allow'
    }
  }
}

// Without keys Network Watcher needs an identity to write with: https://learn.microsoft.com/azure/network-watcher/vnet-flow-logs-managed-identity
resource writer 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: 'id-flow-logs'
  location: location
  tags: tags
}

resource writerOnAccount 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: account
  name: guid(account.id, writer.id, roles.storageBlobDataContributor)
  properties: {
    principalId: writer.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.storageBlobDataContributor)
  }
}

// The web server's port is open to the world, everything else is closed: the knocks are in the log either way.
resource webRules 'Microsoft.Network/networkSecurityGroups@2024-07-01' = {
  name: 'nsg-web'
  location: location
  tags: tags
  properties: {
    securityRules: [
      {
        name: 'AllowHttps'
        properties: {
          access: 'Allow'
          direction: 'Inbound'
          priority: 100
          protocol: 'Tcp'
          sourceAddressPrefix: 'Internet'
          sourcePortRange: '*'
          destinationAddressPrefix: '*'
          destinationPortRange: '443'
        }
      }
    ]
  }
}

resource dataRules 'Microsoft.Network/networkSecurityGroups@2024-07-01' = {
  name: 'nsg-data'
  location: location
  tags: tags
}

resource vnet 'Microsoft.Network/virtualNetworks@2024-07-01' = {
  name: 'vnet-demo'
  location: location
  tags: tags
  properties: {
    addressSpace: {
      addressPrefixes: [addressPrefix]
    }
    subnets: [
      {
        name: 'web'
        properties: {
          addressPrefix: cidrSubnet(addressPrefix, 26, 0)
          networkSecurityGroup: {
            id: webRules.id
          }
        }
      }
      {
        name: 'data'
        properties: {
          addressPrefix: cidrSubnet(addressPrefix, 26, 1)
          networkSecurityGroup: {
            id: dataRules.id
          }
        }
      }
    ]
  }
}

module demoMachines 'machine.bicep' = [for machine in machines: {
  name: 'machine-${machine.name}'
  params: {
    name: machine.name
    location: location
    tags: tags
    subnetId: '${vnet.id}/subnets/${machine.name}'
    hasPublicAddress: machine.hasPublicAddress
    sshPublicKey: sshPublicKey
  }
}]

module flowLogs '../flow-logs.bicep' = {
  scope: resourceGroup('NetworkWatcherRG')
  name: 'flow-logs-${uniqueString(vnet.id)}'
  params: {
    location: location
    tags: tags
    targetIds: [vnet.id]
    storageAccountId: account.id
    writerIdentityId: writer.id
    retentionDays: flowLogRetentionDays
  }
  dependsOn: [writerOnAccount]
}
