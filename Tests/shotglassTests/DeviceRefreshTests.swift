import Catalogue
import DeviceEmulation
import Devices
import Execution
import Foundation
import Testing

@testable import shotglass

@Suite struct DeviceRefreshTests {
  @Test("the files of one machine and of all that there are are written, and every verb finds them")
  func refreshes() async throws {
    let library = DeviceLibrary(workingFolder: "/nowhere", home: nil)
    let resolve: (String) throws -> any Backend = { try BackendCatalogue(devices: library).backend(named: $0) }
    let server = try EmulationServer()
    server.start(try EmulatedService(.ibm, machine: EmulatedDevice(named: "ibm_manila", resolve: resolve))) { _ in }
    defer { server.stop() }
    let folder = try TemporaryFolder()
    let environment = [
      "HOME": folder.path, "SHOTGLASS_HOME": folder.path, "QISKIT_IBM_TOKEN": "FAKE",
      "QISKIT_IBM_INSTANCE": "crn:v1:bluemix:public:quantum-computing:us-east:a/0:1::",
      "SHOTGLASS_ENDPOINT_IBM": server.url, "SHOTGLASS_ENDPOINT_IBM_IAM": server.url,
    ]
    let path = "\(folder.path)/backends/ibm_manila.json"
    for words in [["ibm:ibm_manila"], []] {
      try? FileManager.default.removeItem(atPath: path)
      let result = await Program.run(["devices", "refresh"] + words, environment: environment)
      #expect(result.status == .done && result.errors.contains("wrote \(path)"), "\(result.errors)")
      #expect(result.output.split(separator: "\n").count(where: { $0.hasPrefix("ibm_manila") }) == 2)
      let found = try DeviceLibrary(workingFolder: "/nowhere", home: folder.path).device(named: "ibm_manila")
      #expect(found.origin == .file(path: path) && found.device.source.hasPrefix("IBM Quantum Platform"))
      #expect(try found.device.positions == library.device(named: "ibm_manila").device.positions)
    }
    let missing = await Program.run(["devices", "refresh", "ibm:ibm_nowhere"], environment: environment)
    #expect(missing.status == .misuse && missing.errors.contains("help: "), "\(missing.errors)")
    #expect(!FileManager.default.fileExists(atPath: "\(folder.path)/backends/ibm_nowhere.json"))
  }
}
