// The event subscriptions of one flow-log account, one a function. Deployed into the account's own resource group: system topics lie there.

import { functionSuffix } from '../types.bicep'

param accountName string
param accountLocation string
@description('Name of the topic that the account has already; empty: make one.')
param systemTopic string
@description('Told apart by it: several installations may listen to one account.')
param installation string
@description('https://APP/runtime/webhooks/blobs')
param webhookUrl string
@secure()
@description('The system key "blobs_extension" of the function app.')
param webhookKey string

// What is logged, the function that reads it and the container that it lies in.
var subscriptions = [
  { log: 'vnet', function: 'ingestVnetFlowLog', container: 'insights-logs-flowlogflowevent' }
  { log: 'nsg', function: 'ingestNsgFlowLog', container: 'insights-logs-networksecuritygroupflowevent' }
]
var topicName = empty(systemTopic) ? 'egst-${accountName}' : systemTopic

resource account 'Microsoft.Storage/storageAccounts@2025-01-01' existing = {
  name: accountName
}

// Its subscriptions name it as parent also where it is there already and not made here. An `existing` topic beside it would be looked for
// before it is made: by Bicep before 0.32 (https://github.com/Azure/bicep/pull/15693).
resource topic 'Microsoft.EventGrid/systemTopics@2025-02-15' = if (empty(systemTopic)) {
  name: topicName
  location: accountLocation
  properties: {
    source: account.id
    topicType: 'Microsoft.Storage.StorageAccounts'
  }
}

// One after the other: each changes what the account publishes, and Azure may refuse two at once.
@batchSize(1)
resource eventSubscriptions 'Microsoft.EventGrid/systemTopics/eventSubscriptions@2025-02-15' = [for subscription in subscriptions: {
  parent: topic
  name: '${installation}-${subscription.log}'
  properties: {
    destination: {
      endpointType: 'WebHook'
      properties: {
        #disable-next-line use-secure-value-for-secure-inputs // what is secret in it, webhookKey, is secure; Bicep takes no text with ${…} for secure
        endpointUrl: '${webhookUrl}?functionName=Host.Functions.${subscription.function}${functionSuffix(accountName)}&code=${webhookKey}'
      }
    }
    eventDeliverySchema: 'EventGridSchema'
    filter: {
      includedEventTypes: ['Microsoft.Storage.BlobCreated']
      // The webhook does not compare containers: without the filter every function would run for every blob.
      subjectBeginsWith: '/blobServices/default/containers/${subscription.container}/blobs/'
      subjectEndsWith: 'PT1H.json'
    }
    // The sweep reads what was not delivered: there is no use in trying for a day.
    retryPolicy: {
      eventTimeToLiveInMinutes: 60
      maxDeliveryAttempts: 30
    }
  }
}]
