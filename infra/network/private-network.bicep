// A network of the installation's own, with a private endpoint for each service that the app uses: three of the state account,
// the vault, and the flow-log accounts that ask for one.

import { flowLogAccount } from '../types.bicep'

param name string
param location string
param tags object
param addressPrefix string
param natGateway bool
param stateAccountId string
param vaultId string
param flowLogAccounts flowLogAccount[]

var linkedAccounts = filter(flowLogAccounts, account => account.?privateEndpoint ?? false)

module network 'network.bicep' = {
  params: {
    name: name
    location: location
    tags: tags
    addressPrefix: addressPrefix
    natGateway: natGateway
  }
}

module stateEndpoints 'private-endpoint.bicep' = [for service in ['blob', 'queue', 'table']: {
  name: 'endpoint-state-${service}'
  params: {
    name: 'pep-${name}-state-${service}'
    location: location
    tags: tags
    subnetId: network.outputs.endpointSubnetId
    targetId: stateAccountId
    groupId: service
    zoneId: network.outputs.zoneIds[service]
  }
}]

module vaultEndpoint 'private-endpoint.bicep' = {
  name: 'endpoint-vault'
  params: {
    name: 'pep-${name}-vault'
    location: location
    tags: tags
    subnetId: network.outputs.endpointSubnetId
    targetId: vaultId
    groupId: 'vault'
    zoneId: network.outputs.zoneIds.vault
  }
}

module flowLogEndpoints 'private-endpoint.bicep' = [for account in linkedAccounts: {
  name: 'endpoint-${account.name}'
  params: {
    name: 'pep-${name}-${account.name}'
    location: location
    tags: tags
    subnetId: network.outputs.endpointSubnetId
    targetId: resourceId(account.?subscriptionId ?? subscription().subscriptionId, account.resourceGroup, 'Microsoft.Storage/storageAccounts', account.name)
    groupId: 'blob'
    zoneId: network.outputs.zoneIds.blob
  }
}]

@description('Where the app reaches out from, once every endpoint stands.')
output appSubnetId string = network.outputs.appSubnetId
