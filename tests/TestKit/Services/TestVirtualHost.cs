using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;

namespace Bot3.Messaging.TestKit.Services;

/// <summary>An empty virtual host for one test, with a user of its own who may do everything in it.</summary>
public sealed class TestVirtualHost : IAsyncDisposable
{
    private readonly HttpClient management;

    private TestVirtualHost(HttpClient management, Uri server, string name)
    {
        this.management = management;
        Name = name;
        Host = server.Host;
        Port = server.IsDefaultPort || server.Port < 0 ? 5672 : server.Port;
    }

    /// <summary>The virtual host's name, which is also the name of its user.</summary>
    public string Name { get; }

    /// <summary>The broker's host.</summary>
    public string Host { get; }

    /// <summary>The broker's AMQP port.</summary>
    public int Port { get; }

    /// <summary>The user's name.</summary>
    public string UserName => Name;

    /// <summary>The user's password.</summary>
    public string Password { get; } = Guid.NewGuid().ToString("N");

    /// <summary>The AMQP address with user, password and virtual host.</summary>
    public Uri Uri => new($"amqp://{UserName}:{Password}@{Host}:{Port}/{Name}");

    /// <summary>
    /// Adds a user with the given permissions (regular expressions) in this virtual host; the name gets the host's as prefix.
    /// </summary>
    /// <param name="name">The role, for example <c>strategy</c>.</param>
    /// <param name="permissions">What it may configure, write and read.</param>
    /// <param name="topicPermissions">For each topic exchange, the routing keys that it may write and bind (read).</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The AMQP address of that user.</returns>
    public async Task<Uri> AddUserAsync(
        string name,
        (string Configure, string Write, string Read) permissions,
        IEnumerable<(string Exchange, string Write, string Read)> topicPermissions,
        CancellationToken cancellationToken)
    {
        var user = $"{Name}.{name}";
        await PutAsync($"api/users/{user}", new { password = Password, tags = string.Empty }, cancellationToken);
        await PutAsync(
            $"api/permissions/{Name}/{user}",
            new { configure = permissions.Configure, write = permissions.Write, read = permissions.Read },
            cancellationToken);
        foreach (var (exchange, write, read) in topicPermissions)
        {
            await PutAsync($"api/topic-permissions/{Name}/{user}", new { exchange, write, read }, cancellationToken);
        }

        return new Uri($"amqp://{user}:{Password}@{Host}:{Port}/{Name}");
    }

    /// <summary>Deletes the virtual host with all that is in it, and its users.</summary>
    public async ValueTask DisposeAsync()
    {
        using var answer = await management.DeleteAsync(new Uri($"api/vhosts/{Name}", UriKind.Relative));
        Demand(answer);
        var users = await management.GetFromJsonAsync<List<User>>(new Uri("api/users", UriKind.Relative)) ?? [];
        foreach (var user in users.Where(u => u.Name == Name || u.Name.StartsWith(Name + ".", StringComparison.Ordinal)))
        {
            using var deleted = await management.DeleteAsync(new Uri($"api/users/{user.Name}", UriKind.Relative));
            Demand(deleted);
        }

        management.Dispose();
    }

    internal static async Task<TestVirtualHost> CreateAsync(Uri server, Uri managementUri, CancellationToken cancellationToken)
    {
        var management = new HttpClient { BaseAddress = managementUri, Timeout = TimeSpan.FromSeconds(30) };
        management.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(Uri.UnescapeDataString(server.UserInfo))));
        var host = new TestVirtualHost(management, server, "test-" + Guid.CreateVersion7().ToString("N"));
        await host.PutAsync($"api/vhosts/{host.Name}", new { }, cancellationToken);
        await host.PutAsync($"api/users/{host.Name}", new { password = host.Password, tags = string.Empty }, cancellationToken);
        await host.PutAsync(
            $"api/permissions/{host.Name}/{host.Name}", new { configure = ".*", write = ".*", read = ".*" }, cancellationToken);
        return host;
    }

    private static void Demand(HttpResponseMessage answer)
    {
        if (answer.StatusCode != HttpStatusCode.NotFound)
        {
            answer.EnsureSuccessStatusCode();
        }
    }

    private async Task PutAsync<T>(string path, T content, CancellationToken cancellationToken)
    {
        using var answer = await management.PutAsJsonAsync(new Uri(path, UriKind.Relative), content, cancellationToken);
        answer.EnsureSuccessStatusCode();
    }

    private sealed record User(string Name);
}
