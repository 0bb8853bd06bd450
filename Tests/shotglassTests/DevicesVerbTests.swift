import Devices
import Formats
import Testing

@testable import shotglass

@Suite struct DevicesVerbTests {
  private static let small = """
    "schema": 1, "source": "x", "qubits": {"count": 3, "t1": 1, "t2": 1, "readout": null}, "gates": [["cx", [0, 1], 0.1, 1], ["cx", [1, 2], 0.1, 1]]
    """

  @Test("The list has a row a device, with or without 'list'")
  func lists() async throws {
    let result = await Program.run(["devices", "list"])
    #expect(result.status == .done && result.errors.isEmpty)
    #expect(await Program.run(["devices"]).output == result.output)
    try Golden.expect(result.output, equals: "devices/list.txt")
  }

  @Test("A device's page has its figures and its couplings drawn", arguments: DeviceLibrary.compiledInNames)
  func shows(name: String) async throws {
    let result = await Program.run(["devices", "show", name])
    #expect(result.status == .done && result.errors.isEmpty)
    let lines = result.output.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.allSatisfy { !$0.hasSuffix(" ") })
    try Golden.expect(
      lines.filter { !$0.hasPrefix("read from ") }.joined(separator: "\n"), equals: "devices/\(name).txt")
  }

  @Test("A device of one's own is read from SHOTGLASS_HOME and told as such, drawn or listed")
  func readsHome() async throws {
    let folder = try TemporaryFolder()
    try folder.write("{\"name\": \"mine\", \(Self.small)}", to: "backends/mine.json")
    let result = await Program.run(["devices", "show", "mine"], environment: ["SHOTGLASS_HOME": folder.path])
    #expect(result.status == .done)
    #expect(result.output.contains("read from  \(folder.path)/backends/mine.json\n"))
    #expect(result.output.hasSuffix("\n0───1───2\n"))
    let triangle = Self.small.replacing("3, \"t1\"", with: "4, \"t1\"")
      .replacing(
        "[[\"cx\", [0, 1], 0.1, 1], [\"cx\", [1, 2], 0.1, 1]]",
        with: "[[\"cx\", [0, 1], 1, 1], [\"cx\", [1, 2], 0, 1], [\"cx\", [2, 0], 0, 1]]")
    try folder.write("{\"name\": \"triangle\", \(triangle)}", to: "backends/triangle.json")
    let table = await Program.run(["devices", "show", "triangle"], environment: ["SHOTGLASS_HOME": folder.path])
    #expect(
      table.output.hasSuffix("qubit  coupled to\n0      1 (broken), 2\n1      0 (broken), 2\n2      0, 1\n3      -\n"),
      "\(table.output)")
  }

  @Test("The file in the help is read")
  func readsHelp() throws {
    let device = try Device(reading: Array(HelpTopic.deviceExample.utf8), file: "help")
    #expect(device.noise.crosstalk.count == 1 && device.noise.gateChannels.count == 2)
  }

  @Test("The schema is printed, and has every key")
  func printsSchema() async throws {
    let result = await Program.run(["devices", "schema"])
    var schema = try JSONReader(parsing: Array(result.output.utf8)).object()
    var keys = try schema.required("properties").object()
    #expect(keys.all().map(\.key).contains("qubits"))
  }

  @Test(
    "Mistakes are told with what to type next",
    arguments: [
      (["show"], ExitStatus.misuse, "'devices show' needs the name of a device"),
      (["show", "ibm_fes"], .misuse, "there is no device \"ibm_fes\"\nhelp: did you mean 'ibm_fez'?"),
      (["list", "ibm_fez"], .misuse, "'devices list' takes no name"),
      (
        ["shwo", "x"], .misuse,
        "ACTION takes one of list, show, schema, refresh, not 'shwo'\nhelp: did you mean 'show'?"
      ),
      (["ibm_fez"], .misuse, "help: shotglass devices show ibm_fez"),
      (["refresh"], .credentials, "IBM needs QISKIT_IBM_TOKEN"),
      (["refresh", "ibm_fez"], .misuse, "help: shotglass devices refresh ibm:ibm_fez"),
      (["refresh", "imb:ibm_fez"], .misuse, "did you mean 'ibm:ibm_fez'?"),
      (["refresh", "braket:Garnet"], .credentials, "AWS_ACCESS_KEY_ID"),
    ])
  func mistakes(words: [String], status: ExitStatus, message: String) async {
    let result = await Program.run(["devices"] + words)
    #expect(result.status == status && result.output.isEmpty)
    #expect(result.errors.contains(message), "\(result.errors)")
  }

  @Test("A file that is wrong is told with its place, and the list goes on without it")
  func listsWithout() async throws {
    let folder = try TemporaryFolder()
    try folder.write(
      "{\"name\": \"bad\", \(Self.small.replacing("\"t1\": 1, ", with: ""))}", to: "backends/bad.json")
    let environment = ["SHOTGLASS_HOME": folder.path]
    let result = await Program.run(["devices"], environment: environment)
    #expect(result.status == .misuse && result.output.contains("ibm_fez"))
    #expect(
      result.errors.hasPrefix(
        "error: qubits.t1: the key \"t1\" is missing in {\"count\":3,\"readout\":null,\"t2\":1}\n --> \(folder.path)/backends/bad.json:1:"
      ), "\(result.errors)")
    #expect(await Program.run(["devices", "show", "bad"], environment: environment).status == .misuse)
  }
}
