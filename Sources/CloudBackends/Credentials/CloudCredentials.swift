package import Execution
internal import Formats
package import Networking

/// The keys of a user's accounts: those of the environment, then those of the file.
package struct CloudCredentials: Sendable {
  let environment: [String: String]
  let file: CredentialsFile?

  /// Reads the user's file where there is one; others must not be able to.
  package init(environment: [String: String]) throws(RemoteFailure) {
    self.environment = environment
    guard let path = CredentialsFile.path(environment: environment), StoredFile.exists(path) else {
      file = nil
      return
    }
    guard StoredFile.othersPermissions(path) == 0 else {
      throw RemoteFailure(
        .credentials, "others may read the keys in '\(path)'", help: "allow it to nobody else: chmod 600 \(path)")
    }
    let bytes: [UInt8]
    do { bytes = try StoredFile.read(path) } catch {
      throw RemoteFailure(.credentials, error.message, help: "allow reading it, or set the keys in the environment")
    }
    do { file = try CredentialsFile(parsing: String(decoding: bytes, as: UTF8.self), path: path) } catch {
      throw RemoteFailure(.credentials, "\(error.place): \(error.message)", help: error.help)
    }
  }

  /// A value that is not empty.
  package func value(_ key: String) -> Secret? {
    if let value = environment[key], !value.isEmpty { return Secret(value) }
    return file?.values[key]
  }

  package func required(_ key: String, for provider: CloudProviderName) throws(RemoteFailure) -> Secret {
    guard let value = value(key) else {
      throw RemoteFailure(
        .credentials, "\(provider.title) needs \(key)",
        help: "set \(key), or write it to the file that credentials.example describes; check with: shotglass doctor")
    }
    return value
  }
}
