import FoundationEssentials

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

StandardStreams.holdClosed()
Interruption.install()
let status = await Application.shotglass.run(
  arguments: Array(CommandLine.arguments.dropFirst()), environment: ProcessInfo.processInfo.environment,
  input: .standardInput, output: .standardOutput, errors: .standardError)
exit(status.rawValue)
