import Catalogue
import CloudBackends
import Devices
import Execution
import Testing

@Suite struct BackendCatalogueTests {
  private let catalogue = BackendCatalogue(devices: DeviceLibrary(workingFolder: "/nowhere", home: nil))

  @Test("Every device but the ideal one has a twin")
  func names() {
    #expect(catalogue.names.first == "ideal")
    #expect(catalogue.names.contains("noisy-ibm_fez"))
    #expect(!catalogue.names.contains("noisy-ideal"))
    for name in catalogue.names { #expect(throws: Never.self) { try catalogue.backend(named: name) } }
  }

  @Test(
    "A name that is none is refused with the nearest",
    arguments: [
      ("idael", "did you mean 'ideal'?"), ("noisy-ibm_fezz", "did you mean 'noisy-ibm_fez'?"),
      ("ibm_fez", "its twin on this machine is --backend noisy-ibm_fez"),
    ])
  func unknown(name: String, help: String) {
    #expect(throws: CatalogueError.unknown(name, help: help)) { try catalogue.backend(named: name) }
  }

  @Test(
    "Machines elsewhere are refused where only this machine may be used",
    arguments: ["emulated-ibm_fez", "ibm:ibm_fez"])
  func elsewhere(name: String) {
    #expect(throws: CatalogueError.elsewhere(name)) { try catalogue.backend(named: name) }
  }

  @Test(
    "An emulated device is of the provider whose machines are like it, unless one is named",
    arguments: [
      ("emulated-ibm_fez", "IBM"), ("emulated-trapped_ion", "IonQ"), ("emulated-square_lattice", "Amazon Braket"),
      ("emulated-ideal", "Amazon Braket"), ("emulated-braket:ibm_manila", "Amazon Braket"),
    ])
  func providers(name: String, title: String) throws {
    var catalogue = BackendCatalogue(
      devices: catalogue.devices, clouds: CloudFactory(environment: [:], journalFolder: nil))
    // Nothing is started for a name.
    catalogue.opensRemote = false
    let remote = try #require(try catalogue.backend(named: name) as? RemoteBackend)
    #expect(remote.name == name && remote.provider == title && remote.isEmulated && remote.isFree)
    #expect(catalogue.provider(ofBackend: name)?.title == title && remote.jobs.isEmpty)
    #expect(throws: CatalogueError.unknown("emulated-ibm_fezz", help: "did you mean 'emulated-ibm_fez'?")) {
      try catalogue.backend(named: "emulated-ibm_fezz")
    }
  }
}
