using System.Text.Json;
using System.Text.Json.Serialization;

namespace Bot3.Messaging.LocalServices;

/// <summary>
/// What a private broker keeps for its whole life. The node name is part of the folder name of its data, so it must stay the same when the
/// broker comes back.
/// </summary>
internal sealed record RabbitMqInstance
{
    public required string NodeName { get; init; }

    public required int Port { get; init; }

    public required int ManagementPort { get; init; }

    public required int DistributionPort { get; init; }

    public required int NameServicePort { get; init; }

    /// <summary>Reads what the folder holds, or makes a new instance; a given port always wins over a stored one.</summary>
    public static RabbitMqInstance ReadOrCreate(string directory, int? port)
    {
        var path = Path.Combine(directory, "instance.json");
        RabbitMqInstance instance;
        if (File.Exists(path))
        {
            instance = JsonSerializer.Deserialize(File.ReadAllText(path), RabbitMqInstanceJson.Default.RabbitMqInstance)
                ?? throw new LocalServiceException($"{path} is empty; delete the folder to start anew");
            instance = instance with { Port = port ?? instance.Port };
        }
        else
        {
            var ports = FreePort.Next(4);
            instance = new RabbitMqInstance
            {
                NodeName = $"bot3-{Guid.CreateVersion7():N}@localhost",
                Port = port ?? ports[0],
                ManagementPort = ports[1],
                DistributionPort = ports[2],
                NameServicePort = ports[3],
            };
        }

        File.WriteAllText(path, JsonSerializer.Serialize(instance, RabbitMqInstanceJson.Default.RabbitMqInstance));
        return instance;
    }
}

[JsonSerializable(typeof(RabbitMqInstance))]
[JsonSourceGenerationOptions(WriteIndented = true)]
internal sealed partial class RabbitMqInstanceJson : JsonSerializerContext;
