// A small Linux machine; with a public address the internet starts to knock within minutes.

param name string
param location string
param tags object
param subnetId string
param hasPublicAddress bool
param sshPublicKey string
param administrator string = 'knockwatch'

resource publicAddress 'Microsoft.Network/publicIPAddresses@2024-07-01' = if (hasPublicAddress) {
  name: 'pip-${name}'
  location: location
  tags: tags
  sku: {
    name: 'Standard'
  }
  properties: {
    publicIPAllocationMethod: 'Static'
  }
}

resource networkInterface 'Microsoft.Network/networkInterfaces@2024-07-01' = {
  name: 'nic-${name}'
  location: location
  tags: tags
  properties: {
    ipConfigurations: [
      {
        name: 'ipv4'
        properties: {
          privateIPAllocationMethod: 'Dynamic'
          publicIPAddress: hasPublicAddress ? { id: publicAddress.id } : null
          subnet: {
            id: subnetId
          }
        }
      }
    ]
  }
}

resource machine 'Microsoft.Compute/virtualMachines@2024-11-01' = {
  name: 'vm-${name}'
  location: location
  tags: tags
  properties: {
    hardwareProfile: {
      #disable-next-line unlisted-value // newer than the sizes that the description of the type lists
      vmSize: 'Standard_B2ats_v2'
    }
    securityProfile: {
      securityType: 'TrustedLaunch'
      uefiSettings: {
        secureBootEnabled: true
        vTpmEnabled: true
      }
    }
    storageProfile: {
      imageReference: {
        publisher: 'Canonical'
        offer: 'ubuntu-24_04-lts'
        sku: 'server'
        version: 'latest'
      }
      osDisk: {
        createOption: 'FromImage'
        deleteOption: 'Delete'
        managedDisk: {
          storageAccountType: 'StandardSSD_LRS'
        }
      }
    }
    osProfile: {
      computerName: name
      adminUsername: administrator
      linuxConfiguration: {
        disablePasswordAuthentication: true
        ssh: {
          publicKeys: [
            {
              path: '/home/${administrator}/.ssh/authorized_keys'
              keyData: sshPublicKey
            }
          ]
        }
      }
    }
    networkProfile: {
      networkInterfaces: [
        {
          id: networkInterface.id
          properties: {
            deleteOption: 'Delete'
          }
        }
      ]
    }
  }
}
