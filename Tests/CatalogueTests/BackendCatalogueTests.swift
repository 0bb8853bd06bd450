import Catalogue
import Devices
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

  @Test("Cloud and emulated devices are planned", arguments: ["emulated-ibm_fez", "ibm:ibm_fez"])
  func planned(name: String) {
    #expect(throws: CatalogueError.planned(name)) { try catalogue.backend(named: name) }
  }
}
