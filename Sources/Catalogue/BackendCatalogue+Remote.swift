internal import CloudBackends
internal import DeviceEmulation
internal import Devices
internal import Execution
internal import Journals
internal import Simulation
internal import Transpilation

/// Machines of providers, in a cloud or emulated within this process.
extension BackendCatalogue {
  /// Whose machine a name is, and whether it is emulated; nil where the name is of a backend of this machine.
  package func provider(ofBackend name: String) -> (title: String, isEmulated: Bool)? {
    if let cloud = Self.cloudName(name) { return (cloud.provider.title, false) }
    guard let emulated = Self.emulatedName(name) else { return nil }
    return ((emulated.provider ?? provider(ofDevice: emulated.device)).title, true)
  }

  /// Whether a name is of a machine that is asked over a network.
  func isElsewhere(_ name: String) -> Bool { provider(ofBackend: name) != nil }

  /// The machine of a name such as `ibm:ibm_fez` or `emulated-ibm_fez`; nil where the name is of another kind.
  func remote(named name: String) throws(CatalogueError) -> RemoteBackend? {
    guard let clouds else { return nil }
    if let cloud = Self.cloudName(name) { return try self.cloud(name, cloud.provider, cloud.machine, clouds) }
    guard let emulated = Self.emulatedName(name), devices.origin(of: emulated.device) != nil else { return nil }
    return try self.emulated(name, emulated.provider, emulated.device, for: clouds)
  }

  /// The parts of `PROVIDER:MACHINE`.
  private static func cloudName(_ name: String) -> (provider: CloudProviderName, machine: String)? {
    guard let colon = name.firstIndex(of: ":"), let provider = CloudProviderName(rawValue: String(name[..<colon]))
    else {
      return nil
    }
    return (provider, String(name[name.index(after: colon)...]))
  }

  /// The parts of `emulated-DEVICE` and `emulated-PROVIDER:DEVICE`.
  static func emulatedName(_ name: String) -> (provider: CloudProviderName?, device: String)? {
    guard name.hasPrefix(emulatedPrefix) else { return nil }
    let rest = String(name.dropFirst(emulatedPrefix.count))
    if let named = cloudName(rest) { return (named.provider, named.machine) }
    return (nil, rest)
  }

  /// Whose machines are like this one: IBM's by their names, IonQ's are ions, and Braket has all others.
  private func provider(ofDevice name: String) -> CloudProviderName {
    if name.hasPrefix("ibm_") { return .ibm }
    return (try? device(name))?.kind == .trappedIon ? .ionq : .braket
  }

  private func cloud(
    _ name: String, _ provider: CloudProviderName, _ machine: String, _ clouds: CloudFactory
  ) throws(CatalogueError) -> RemoteBackend {
    let device = try device(of: machine, at: provider)
    let known = deviceName(of: machine, at: provider)
    let twin = try known.map { (name) throws(CatalogueError) in try self.twin(of: name) }
    let isSimulator = machine.contains(":device/quantum-simulator/")
    let isFree = clouds.isLocal(provider)
    let remote = RemoteMachine(
      compiler: try clouds.isVerbatim
        ? verbatimCompiler(name, provider, isSimulator: isSimulator, known) : provider == .ibm ? twin : nil,
      keepsOwnBoxes: clouds.isVerbatim,
      price: { circuits, shots in
        isFree
          ? .free : provider.cost(on: device, circuits: circuits, shots: shots).map { RemoteCost($0) }
      }
    ) { () throws(RemoteFailure) in
      RemoteMachine.Opened(cloud: try clouds.backend(provider, machine: machine, device: device))
    }
    var backend = RemoteBackend(
      name: name, device: device, provider: provider.title, isEmulated: false,
      isFree: isFree, twin: twin, line: remote.line)
    backend.isVerbatim = clouds.isVerbatim
    return backend
  }

  private func emulated(
    _ name: String, _ named: CloudProviderName?, _ deviceName: String, for user: CloudFactory
  ) throws(CatalogueError) -> RemoteBackend {
    let isIdeal = deviceName == EmulatedDevice.idealName
    let device = isIdeal ? EmulatedDevice.ideal : try device(deviceName)
    let provider = named ?? provider(ofDevice: deviceName)
    let compiler = isIdeal ? nil : try twin(of: deviceName)
    let twin: any ExactBackend
    if let compiler {
      twin = compiler
    } else {
      twin = LocalBackend(name: Self.ideal, device: try self.device(Self.ideal), noise: noise, settings: settings)
    }
    let sender =
      try user.isVerbatim
      ? verbatimCompiler(name, provider, isSimulator: isIdeal, deviceName) : provider == .ibm ? compiler : nil
    // Simulations of this machine, which the service has behind it.
    let local = BackendCatalogue(devices: devices, settings: settings, noise: noise)
    let remote = RemoteMachine(compiler: sender, keepsOwnBoxes: user.isVerbatim, price: { _, _ in .free }) {
      () throws(RemoteFailure) in
      try Self.service(of: provider, deviceName, device, behind: local, for: user)
    }
    var backend = RemoteBackend(
      name: name, device: device, provider: provider.title, isEmulated: true, isFree: true, twin: twin,
      line: remote.line)
    backend.isVerbatim = user.isVerbatim
    return backend
  }

  /// A service within this process, and its client.
  private static func service(
    of provider: CloudProviderName, _ deviceName: String, _ device: Device, behind local: BackendCatalogue,
    for user: CloudFactory
  ) throws(RemoteFailure) -> RemoteMachine.Opened {
    let machine: EmulatedDevice
    do {
      machine = try EmulatedDevice(named: deviceName) { (name) throws in try local.backend(named: name) }
    } catch { throw RemoteFailure(.fault, "\(error)", help: "see: shotglass devices show \(deviceName)") }
    let service = try EmulatedMachine(provider, machine)
    var clouds = CloudFactory(environment: service.environment, journalFolder: service.journalFolder)
    clouds.isImmediate = true
    clouds.log = user.log
    clouds.usesSessions = user.usesSessions
    clouds.isVerbatim = user.isVerbatim
    let cloud = try clouds.backend(provider, machine: provider.emulatedMachine(deviceName), device: device)
    return RemoteMachine.Opened(cloud: cloud, service: service)
  }
}

extension RemoteCost {
  fileprivate static var free: RemoteCost { RemoteCost(0, Cost.dollars) }
}
