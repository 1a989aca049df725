// What several files share: the shape of a flow-log account and the names that the app gives to it.

@export()
@description('An existing storage account that holds flow logs. It may lie in another resource group, region or subscription of the tenant.')
type flowLogAccount = {
  @description('Subscription of the account; that of the installation where absent.')
  subscriptionId: string?

  @description('Resource group of the account.')
  resourceGroup: string

  @description('Name of the account.')
  @minLength(3)
  @maxLength(24)
  name: string

  @description('Name of the system topic that the account has already, in its resource group; absent: it has none, and one is made. Azure allows one an account.')
  systemTopic: string?

  @description('With network = private: reach the account by a private endpoint. Absent: by its public address.')
  privateEndpoint: bool?
}

@export()
@description('Addresses of the services of a storage account, each with a closing slash.')
type storageEndpoints = {
  blob: string
  queue: string
  table: string
}

@export()
@description('Name of the connection of a flow-log account, as FLOW_LOG_ACCOUNTS lists it. It comes from the account\'s name, so that the order of the list means nothing.')
func connectionName(accountName string) string => 'FLOW_LOGS_${toUpper(accountName)}'

@export()
@description('What the app puts behind the names of the ingest functions of a flow-log account: the connection\'s name without FLOW_LOGS_.')
func functionSuffix(accountName string) string => toUpper(accountName)
