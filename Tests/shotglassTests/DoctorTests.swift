import Catalogue
import CloudBackends
import DeviceEmulation
import Devices
import Execution
import Formats
import Foundation
import Testing

@testable import shotglass

@Suite struct DoctorTests {
  private func check(_ credentials: String, mode: Int = 0o600) throws -> DoctorCheck {
    let folder = try TemporaryFolder()
    try folder.write(credentials, to: "shotglass/credentials", mode: mode)
    return CredentialsCheck.check(environment: ["XDG_CONFIG_HOME": folder.path])
  }

  @Test("a healthy machine passes, each check on a line")
  func passes() async throws {
    let folder = try TemporaryFolder()
    let result = await Program.run(["doctor", "--online"], environment: ["HOME": folder.path, "PATH": "/bin"])
    #expect(result.status == .done)
    let names = result.output.split(separator: "\n").map { $0.prefix { $0 != ":" } }
    #expect(names.allSatisfy { $0.hasPrefix("pass   ") })
    for name in [
      "shotglass", "libcurl", "libcrypto", "working folder", "temporary folder", "environment", "credentials",
      "Amazon's keys",
    ] {
      #expect(names.contains("pass   \(name)"))
    }
    for provider in ["IBM", "Amazon Braket", "IonQ"] {
      #expect(result.output.contains("pass   \(provider): no keys, and nobody was asked"))
    }
  }

  @Test("providers are asked whose the keys are, and refuse wrong ones")
  func asksProviders() async throws {
    let folder = try TemporaryFolder()
    for provider in EmulatedProvider.allCases {
      let server = try EmulationServer()
      let resolve: (String) throws -> any Backend = {
        try BackendCatalogue(devices: DeviceLibrary(home: nil)).backend(named: $0)
      }
      server.start(try EmulatedService(provider, machine: EmulatedDevice(named: "ideal", resolve: resolve))) { _ in }
      defer { server.stop() }
      var environment = ["HOME": folder.path, "QISKIT_IBM_TOKEN": "", "AWS_ACCESS_KEY_ID": "", "IONQ_API_KEY": ""]
      for name in ["IBM", "IBM_IAM", "BRAKET", "S3", "STS", "IONQ"] {
        environment["SHOTGLASS_ENDPOINT_\(name)"] = server.url
      }
      environment["QISKIT_IBM_INSTANCE"] = "crn:v1:bluemix:public:quantum-computing:us-east:a/0:1::"
      environment["AWS_REGION"] = "us-east-1"
      environment["BRAKET_S3_BUCKET"] = "amazon-braket-any"
      environment["AWS_SECRET_ACCESS_KEY"] = "fake/secret"
      let (key, good) =
        switch provider {
        case .ibm: ("QISKIT_IBM_TOKEN", "FAKE")
        case .braket: ("AWS_ACCESS_KEY_ID", "AKIAFAKEFAKEFAKEFAKE")
        case .ionq: ("IONQ_API_KEY", "FAKE")
        }
      environment[key] = good
      let taken = await Program.run(["doctor", "--online"], environment: environment)
      #expect(taken.status == .done && taken.output.contains(": takes the keys, which are of "), "\(taken.output)")
      #expect(taken.output.contains("123456789012, from the environment\n") == (provider == .braket))
      #expect(taken.output.contains("::, with 0 of 36000 s used in this period\n") == (provider == .ibm))
      environment[key] = "wrong"
      let refused = await Program.run(["doctor", "--online"], environment: environment)
      #expect(refused.status == .answerIsNo && !refused.output.contains("takes the keys"), "\(refused.output)")
      #expect(!refused.output.contains("fake/secret"))
    }
  }

  @Test("the document says all that the text says")
  func printsJSON() async throws {
    let folder = try TemporaryFolder()
    let environment = ["HOME": folder.path, "TMPDIR": "/no/such/folder"]
    let text = await Program.run(["doctor"], environment: environment)
    let result = await Program.run(["doctor", "--json"], environment: environment)
    #expect(result.status == .answerIsNo && text.status == .answerIsNo)
    var object = try JSONReader(parsing: Array(result.output.utf8)).object()
    #expect(try object.required("schema").integer() == 1)
    #expect(try !object.required("passed").bool())
    var lines = ""
    for element in try object.required("checks").array() {
      var check = try element.object()
      let fix = try check.required("fix")
      let values = DoctorCheck(
        name: try check.required("name").string(), detail: try check.required("detail").string(),
        fix: fix.isNull ? nil : try fix.string())
      #expect(try check.required("passed").bool() == values.isPassed)
      try check.noOtherKeys()
      lines += values.text
    }
    try object.noOtherKeys()
    #expect(lines == text.output)
    #expect(
      lines.contains("fault  temporary folder: '/no/such/folder': No such file or directory\n       fix: set TMPDIR"))
  }

  @Test("the self-test is run where there is one")
  func runsSelfTest() async {
    let environment = ["HOME": "/no/such/home"]
    let good = Program.application(selfTest: { "two qubits agree" })
    let goodResult = await Program.run(["doctor"], environment: environment, application: good)
    #expect(goodResult.output.contains("pass   self-test: two qubits agree\n"))
    let bad = Program.application(selfTest: { throw Failure(.bug, "00 came 0 times") })
    let badResult = await Program.run(["doctor"], environment: environment, application: bad)
    #expect(badResult.status == .answerIsNo)
    #expect(badResult.output.contains("fault  self-test: 00 came 0 times\n"))
  }

  @Test("a misspelt variable is found")
  func findsMisspeltVariable() async {
    let result = await Program.run(
      ["doctor"], environment: ["HOME": "/no/such/home", "SHOTGLASS_SHTOS": "1", "SHOTGLASS_ZZZZZZ": "1"])
    #expect(result.status == .answerIsNo)
    #expect(
      result.output.contains(
        "fault  environment: no option reads 'SHOTGLASS_SHTOS'\n       fix: did you mean SHOTGLASS_SHOTS?\n"))
    let used = await Program.run(["doctor"], environment: ["HOME": "/no/such/home", "SHOTGLASS_SEED": "1"])
    #expect(used.output.contains("pass   environment: sets SHOTGLASS_SEED\n"))
  }

  @Test("folders with programs and devices are looked into")
  func checksFolders() throws {
    let folder = try TemporaryFolder()
    try folder.write("", to: "qasm/a.qasm")
    let device = "\"schema\": 1, \"source\": \"x\", \"qubits\": {\"count\": 1, \"t1\": 1, \"t2\": 1, \"readout\": null}"
    try folder.write("{\(device), \"gates\": [], \"name\": \"a\"}", to: "backends/a.json")
    let good = FolderChecks.all(in: folder.path, environment: [:])
    #expect(good.contains(.pass("qasm/", "1 program")))
    #expect(good.contains(.pass("backends/", "1 description of a device")))
    try folder.write("{\"a\": 1,\n \"a\": 2}", to: "backends/b.json")
    let bad = FolderChecks.all(in: folder.path, environment: [:])
    #expect(
      bad.contains(
        .fault(
          "backends/", "b.json, line 2, column 2: the key \"a\" is given twice",
          fix: "it was first given in line 1, column 2")))
  }

  @Test("good credentials pass, and their values are counted, not shown")
  func acceptsCredentials() throws {
    let check = try check("# mine\n\nIONQ_API_KEY = hush hush \nAWS_REGION=\r\nAWS_ACCESS_KEY_ID=a=b\n")
    #expect(check.isPassed)
    #expect(check.detail.hasSuffix("has 2 values"))
    #expect(!check.detail.contains("hush"))
  }

  @Test(
    "credentials that others can read are a fault",
    arguments: [0o644, 0o640, 0o660, 0o700, 0o400])
  func refusesModes(_ mode: Int) throws {
    let check = try check("", mode: mode)
    #expect(check.detail.hasSuffix("has mode \(String(mode, radix: 8)), not 600"))
    #expect(check.fix?.hasPrefix("chmod 600 ") == true)
  }

  @Test(
    "credentials that make no sense are a fault with its line",
    arguments: [
      ("IONQ_API_KEY=x\nIONQ_API_KYE=hush\n", ":2: unknown key \"IONQ_API_KYE\"", "did you mean IONQ_API_KEY?"),
      ("hush\n", ":1: the line is not KEY=value", "begin comments with '#'"),
      ("AWS_REGION=hush\nAWS_REGION=\n", ":2: the key AWS_REGION is given twice", "keep one of the lines"),
      ("export IONQ_API_KEY=hush", ":1: unknown key \"export IONQ_API_KEY\"", "credentials.example lists the keys"),
    ])
  func refusesContents(_ text: String, detail: String, fix: String) throws {
    let check = try check(text)
    #expect(check.detail.hasSuffix(detail))
    #expect(check.fix == fix)
    #expect(!check.detail.contains("hush"))
  }

  @Test("credentials that are no file, or belong to nobody, are a fault")
  func refusesFolders() throws {
    let folder = try TemporaryFolder()
    try folder.write("", to: "shotglass/credentials/x")
    #expect(CredentialsCheck.check(environment: ["XDG_CONFIG_HOME": folder.path]).detail.hasSuffix("is no file"))
    #expect(!CredentialsCheck.check(environment: [:]).isPassed)
    #expect(
      CredentialsFile.path(environment: ["HOME": "/h", "XDG_CONFIG_HOME": "relative"])
        == "/h/.config/shotglass/credentials")
  }

  @Test("where Amazon's keys are from is said, and a fault only where Braket is used")
  func namesAmazonKeys() throws {
    let folder = try TemporaryFolder()
    var environment = ["HOME": folder.path]
    #expect(AmazonKeysCheck.check(environment: environment).detail == "none; only Amazon Braket needs them")
    let pair = "aws_access_key_id = hush\naws_secret_access_key = hush\naws_session_token = hush\n"
    let path = try folder.write("[lab]\n\(pair)", to: ".aws/credentials", mode: 0o600)
    environment["AWS_PROFILE"] = "lab"
    #expect(
      AmazonKeysCheck.check(environment: environment)
        == .pass("Amazon's keys", "from the profile \"lab\" of '\(path)', with a session token, which expires"))
    try folder.write("[lab]\n\(pair)", to: ".aws/credentials", mode: 0o644)
    #expect(AmazonKeysCheck.check(environment: environment).isPassed)
    environment["BRAKET_S3_BUCKET"] = "amazon-braket-x"
    let fault = AmazonKeysCheck.check(environment: environment)
    #expect(fault.fix?.hasSuffix("chmod 600 \(path)") == true && !fault.detail.contains("hush"))
    environment.merge(["AWS_ACCESS_KEY_ID": "hush", "AWS_SECRET_ACCESS_KEY": "hush"]) { $1 }
    #expect(AmazonKeysCheck.check(environment: environment) == .pass("Amazon's keys", "from the environment"))
  }

  @Test("credentials.example holds every key, explained and without a value")
  func parsesExample() throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let text = try String(contentsOf: root.appendingPathComponent("credentials.example"), encoding: .utf8)
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let keys = lines.filter { $0.hasSuffix("=") }.map { String($0.dropLast()) }
    #expect(keys == CredentialsFile.knownKeys)
    #expect(try CredentialsFile(parsing: text, path: "credentials.example").values.isEmpty)
    for (index, line) in lines.enumerated() where line.hasSuffix("=") {
      #expect(lines[index - 1].hasPrefix("# "))
    }
  }

  @Test("a file of credentials never prints a secret")
  func redactsSecrets() throws {
    let file = try CredentialsFile(parsing: "IONQ_API_KEY=hush", path: "x")
    #expect(file.values["IONQ_API_KEY"] != nil)
    var dumped = ""
    dump(file, to: &dumped)
    for text in ["\(file)", dumped] { #expect(!text.contains("hush")) }
  }
}
