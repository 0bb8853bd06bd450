import ArgumentParsing
import DeviceEmulation
import Foundation
import Testing

@testable import shotglass

@Suite struct EmulateVerbTests {
  @Test(
    "What cannot be served is refused with what to type",
    arguments: [
      (["--device", "ideal"], "no protocol is named"), (["--protocol", "ibm"], "no device is named"),
      (["--protocol", "ibn", "--device", "ideal"], "not 'ibn'"),
      (["--protocol", "ibm", "--device", "nowhere"], "there is no device"),
      (["--protocol", "ibm", "--device", "ideal", "--faults", "/nowhere.json"], "/nowhere.json"),
      (["--protocol", "ibm", "--device", "ideal", "--log", "/nowhere/log"], "the log cannot be written"),
      (["--protocol", "ibm", "--device", "ideal", "--state", "/proc/state"], "cannot be opened"),
    ])
  func refusals(options: [String], reason: String) async {
    let result = await Program.run(["emulate"] + options)
    #expect(result.status == .misuse && result.output.isEmpty)
    #expect(result.errors.contains(reason) && result.errors.contains("help: "), "\(result.errors)")
  }

  @Test("A port that is taken is a fault")
  func takenPort() async throws {
    let server = try EmulationServer()
    let result = await Program.run(
      ["emulate", "--protocol", "ibm", "--device", "ideal", "--port", "\(server.port)"])
    #expect(result.status == .fault && result.errors.contains("port \(server.port) cannot be used"))
  }

  @Test("The faults that help shows can be read")
  func faults() throws {
    #expect(throws: Never.self) { try FaultScript(reading: Array(HelpTopic.faultExample.utf8)) }
    for line in HelpTopic.faultExample.split(separator: "\n") { #expect(HelpTopic.emulation.text.contains(line)) }
    for kind in FaultScript.Kind.allCases { #expect(HelpTopic.emulation.text.contains("  \(kind.rawValue)  ")) }
  }
}
