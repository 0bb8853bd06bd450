internal import Circuits
package import Devices
package import Execution
internal import Formats
package import Journals
package import Networking

/// Makes the backends of machines in clouds from a user's environment: keys, endpoints and the journal's folder.
package struct CloudFactory: Sendable {
  private let environment: [String: String]
  private let journalFolder: String?
  private let transport: (any Transport)?
  package var limits = SpendLimits()
  package var purpose: String?
  package var resubmitsAbsent = false
  /// Whether the jobs of one batch go into a session, where the provider has any.
  package var usesSessions = true
  /// Whether circuits for machines at Braket are compiled on this side, and run there as they are written.
  package var isVerbatim = false
  /// What larger work the jobs are for.
  package var label: String?
  /// Is told of every request, without secrets; nil where nobody wants to know.
  package var log: (@Sendable (String) -> Void)?
  /// For a service within this process: nothing is waited for, and jobs are named by what they do, so that the same
  /// jobs have the same names.
  package var isImmediate = false

  /// Nothing is opened or asked for until a backend is made. Without a transport each backend gets libcurl's.
  package init(environment: [String: String], journalFolder: String?, transport: (any Transport)? = nil) {
    self.environment = environment
    self.journalFolder = journalFolder
    self.transport = transport
  }

  /// Where the journal of a user lies who names no other folder.
  package static func journalFolder(environment: [String: String]) -> String? {
    if let folder = environment["SHOTGLASS_HOME"], !folder.isEmpty { return "\(folder)/journal" }
    if let folder = environment["XDG_STATE_HOME"], folder.hasPrefix("/") { return "\(folder)/shotglass/journal" }
    guard let home = environment["HOME"], !home.isEmpty else { return nil }
    return "\(home)/.local/state/shotglass/journal"
  }

  /// The machine that a provider knows by a name; the device says what it offers.
  package func backend(
    _ provider: CloudProviderName, machine: String, device: Device
  ) throws(RemoteFailure) -> CloudBackend {
    guard let journalFolder else {
      throw RemoteFailure(.misuse, "there is no folder for the journal of jobs", help: "set HOME or SHOTGLASS_HOME")
    }
    let made = try self.provider(provider, machine, device)
    let clock = made.client.clock
    let journal: Journal
    do { journal = try Journal(folder: journalFolder, now: clock.now) } catch { throw RemoteFailure(error) }
    var desk = JobDesk(provider: made, journal: journal, clock: clock)
    desk.resubmitsAbsent = resubmitsAbsent
    desk.usesSessions = usesSessions
    if isImmediate {
      desk.polling = Backoff(
        firstSpanInSeconds: 0.004, longestSpanInSeconds: 0.25, leastShare: 0.5, mostAttempts: .max)
      desk.mostSubmissionsPerMinute = .max
      desk.tag = { work, part in String(SHA256.hexadecimal(of: Array("\(work)/\(part)".utf8)).prefix(24)) }
    }
    var backend = CloudBackend(name: "\(provider.rawValue):\(machine)", device: device, desk: desk)
    backend.limits = limits
    backend.purpose = purpose
    backend.label = label
    return backend
  }

  /// Whether the user has put a server of this machine in a provider's place.
  package func isLocal(_ provider: CloudProviderName) -> Bool {
    (try? endpoint(provider.rawValue.uppercased()))??.isLoopback ?? false
  }

  /// What all servers of a backend are spoken to with.
  private struct Line {
    let transport: any Transport
    let clock: WallClock
  }

  // MARK: Providers

  private func provider(
    _ provider: CloudProviderName, _ machine: String, _ device: Device
  ) throws(RemoteFailure) -> any CloudProvider {
    guard CloudClient.isName(machine) else {
      throw RemoteFailure(.misuse, "\(quotedText(machine)) is no machine's name", help: "see: shotglass devices list")
    }
    let credentials = try CloudCredentials(environment: environment)
    let carrier: any Transport = ConfidentialTransport(transport ?? CurlTransport(environment: environment))
    let line = Line(transport: log.map { LoggingTransport(carrier, log: $0) } ?? carrier, clock: try clock())
    switch provider {
    case .ibm: return try ibm(credentials, machine, device, line)
    case .braket: return try braket(credentials, machine, device, line)
    case .ionq: return try ionq(credentials, machine, device, line)
    }
  }

  /// The quantum machines that a provider's keys open.
  package func machines(_ provider: CloudProviderName) async throws(RemoteFailure) -> [String] {
    let any = Device(name: "any", source: "", qubits: [], gates: [])
    return try await self.provider(provider, any.name, any).machines()
  }

  /// What a provider publishes of a machine today, under a name that a file can bear.
  package func calibration(
    _ provider: CloudProviderName, machine: String, named name: String
  ) async throws(RemoteFailure) -> Device {
    let unknown = Device(name: machine, source: "", qubits: [], gates: [])
    return try await self.provider(provider, machine, unknown).calibration(named: name)
  }

  private func ibm(
    _ credentials: CloudCredentials, _ machine: String, _ device: Device, _ line: Line
  ) throws(RemoteFailure) -> IBMProvider {
    let native = Set(device.nativeGates.map(\.name))
    guard native.isEmpty || native.isSuperset(of: ["rz", "sx", "x"]) && !native.isDisjoint(with: ["cz", "cx", "ecr"])
    else {
      throw RemoteFailure(
        .unsupported, "\(machine) has other gates than IBM's machines, which have rz, sx, x, and cz, cx or ecr",
        help: "take one of IBM's devices, such as ibm_fez: shotglass devices list")
    }
    let key = try credentials.required("QISKIT_IBM_TOKEN", for: .ibm)
    let instance = try credentials.required("QISKIT_IBM_INSTANCE", for: .ibm).revealed
    let server = try client(.ibm, "IBM", IBMProvider.host(instance: instance), line)
    let identity = try client(.ibm, "IBM_IAM", "https://iam.cloud.ibm.com", line)
    try isTogether(server.endpoint, identity.endpoint, "IBM", "IBM_IAM")
    var device = device
    device.name = machine
    return IBMProvider(client: server, tokens: IBMTokens(identity, key: key), instance: instance, device: device)
  }

  private func braket(
    _ credentials: CloudCredentials, _ machine: String, _ device: Device, _ line: Line
  ) throws(RemoteFailure) -> BraketProvider {
    let keys = try credentials.requiredAWSKeys()
    let bucket = try credentials.required("BRAKET_S3_BUCKET", for: .braket).revealed
    // A QPU is called in its own region, which its ARN tells; simulators are everywhere.
    let fields = machine.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
    guard fields.count == 6, fields[0] == "arn", fields[2] == "braket", fields[5].hasPrefix("device/") else {
      throw RemoteFailure(
        .misuse, "\(quotedText(machine)) is no ARN of a device",
        help: "such as braket:arn:aws:braket:::device/quantum-simulator/amazon/sv1")
    }
    let region = fields[3].isEmpty ? try credentials.requiredRegion() : String(fields[3])
    guard BraketProvider.isRegion(region), BraketProvider.isBucket(bucket) else {
      throw RemoteFailure(
        .credentials, "AWS_REGION or BRAKET_S3_BUCKET is none", help: "such as us-east-1 and amazon-braket-results")
    }
    let server = try client(.braket, "BRAKET", "https://braket.\(region).amazonaws.com", line)
    let accounts = try client(.braket, "STS", "https://sts.\(region).amazonaws.com", line).endpoint
    let storage = try endpoint("S3")
    try isTogether(server.endpoint, accounts, "BRAKET", "STS")
    guard (storage?.isLoopback ?? false) == server.endpoint.isLoopback else {
      throw Self.isApart("BRAKET", "S3")
    }
    let environment = environment
    let aws = AWSClient(line.transport, clock: line.clock, accounts: accounts, region: region, keys: keys) {
      () throws(RemoteFailure) in try CloudCredentials(environment: environment).awsKeys()
    }
    return BraketProvider(
      client: server, aws: aws, machine: machine, region: region, bucket: bucket,
      prefix: credentials.value("BRAKET_S3_PREFIX")?.revealed ?? "shotglass", device: device, storage: storage,
      isVerbatim: isVerbatim)
  }

  private func ionq(
    _ credentials: CloudCredentials, _ machine: String, _ device: Device, _ line: Line
  ) throws(RemoteFailure) -> IonQProvider {
    IonQProvider(
      client: try client(.ionq, "IONQ", "https://api.ionq.co", line),
      key: try credentials.required("IONQ_API_KEY", for: .ionq), machine: machine, device: device)
  }

  // MARK: Endpoints

  private func client(
    _ provider: CloudProviderName, _ variable: String, _ usual: String, _ line: Line
  ) throws(RemoteFailure) -> CloudClient {
    let server: Endpoint
    if let named = try endpoint(variable) {
      server = named
    } else {
      do { server = try Endpoint(usual) } catch { throw RemoteFailure(error) }
    }
    return CloudClient(provider: provider, endpoint: server, transport: line.transport, clock: line.clock)
  }

  /// The server that `SHOTGLASS_ENDPOINT_<NAME>` names instead of the usual one.
  private func endpoint(_ name: String) throws(RemoteFailure) -> Endpoint? {
    guard let text = environment["SHOTGLASS_ENDPOINT_\(name)"], !text.isEmpty else { return nil }
    do { return try Endpoint(text) } catch { throw RemoteFailure(error) }
  }

  /// Keys of a true account must not go to a server on this machine, nor an emulated token elsewhere.
  private func isTogether(_ first: Endpoint, _ second: Endpoint, _ names: String...) throws(RemoteFailure) {
    guard first.isLoopback == second.isLoopback else { throw Self.isApart(names[0], names[1]) }
  }

  private static func isApart(_ first: String, _ second: String) -> RemoteFailure {
    RemoteFailure(
      .misuse, "one of the servers is on this machine, the other is not",
      help: "set both SHOTGLASS_ENDPOINT_\(first) and SHOTGLASS_ENDPOINT_\(second), or none of them")
  }

  /// The system's clock, faster where `SHOTGLASS_TIME_SCALE` says so, which only servers on this machine may see.
  private func clock() throws(RemoteFailure) -> WallClock {
    guard let text = environment["SHOTGLASS_TIME_SCALE"], !text.isEmpty else { return .system() }
    let servers = environment.filter { $0.key.hasPrefix("SHOTGLASS_ENDPOINT_") && !$0.value.isEmpty }
    let areLocal = !servers.isEmpty && servers.values.allSatisfy { (try? Endpoint($0))?.isLoopback == true }
    guard let scale = Double(text), scale >= 1, scale <= 10_000, areLocal else {
      throw RemoteFailure(
        .misuse, "SHOTGLASS_TIME_SCALE is a number from 1 to 10000, for endpoints on this machine alone",
        help: "unset it, or set SHOTGLASS_ENDPOINT_<PROVIDER> to http://127.0.0.1:PORT")
    }
    return .system(scale: scale)
  }
}
