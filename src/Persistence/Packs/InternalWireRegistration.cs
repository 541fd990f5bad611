using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.DependencyInjection;

namespace Bot3.Messaging.Persistence.Packs;

/// <summary>
/// Says which queues and messages are internal. What is not registered here leaves exactly as MassTransit would send it. Registering
/// the same thing twice is harmless.
/// </summary>
public static class InternalWireRegistration
{
    /// <summary>Registers a whole table.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="queues">See <see cref="AddInternalQueue"/>.</param>
    /// <param name="facts">See <see cref="AddInternalRoute{T}"/>.</param>
    /// <param name="commands">Messages that are sent to the queues directly.</param>
    /// <param name="json">Generated code for facts and commands, see <see cref="AddInternalMessage{T}"/>.</param>
    /// <returns>The same services.</returns>
    public static IServiceCollection AddInternalWire(
        this IServiceCollection services, IEnumerable<string> queues, IReadOnlyDictionary<Type, IReadOnlyList<string>> facts,
        IEnumerable<Type> commands, JsonSerializerContext json)
    {
        ArgumentNullException.ThrowIfNull(queues);
        ArgumentNullException.ThrowIfNull(facts);
        ArgumentNullException.ThrowIfNull(commands);
        foreach (var queue in queues)
            services.AddInternalQueue(queue);
        foreach (var (type, readers) in facts)
            services.AddInternalRoute(type, readers);
        return services.AddInternalMessages(json, facts.Keys.Concat(commands));
    }

    /// <summary>Says that a queue is read only by processes of ours, on endpoints with <see cref="PackedEndpoints.UsePacks"/>.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="name">The queue's name; with a star at its end, of every queue that begins so.</param>
    /// <returns>The same services.</returns>
    public static IServiceCollection AddInternalQueue(this IServiceCollection services, string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        var prefix = name.EndsWith('*');
        return services.AddSingleton(new InternalQueue(prefix ? name[..^1] : name, prefix));
    }

    /// <summary>
    /// Says that a published fact is read from these queues and no others: it is then sent to each of them instead of to the exchange
    /// of its type. Never for a fact that a foreign program may subscribe to.
    /// </summary>
    /// <typeparam name="T">The fact's contract.</typeparam>
    /// <param name="services">The host's services.</param>
    /// <param name="queues">The names of the queues.</param>
    /// <returns>The same services.</returns>
    public static IServiceCollection AddInternalRoute<T>(this IServiceCollection services, params string[] queues)
        where T : class => services.AddInternalRoute(typeof(T), queues);

    /// <summary>The same as <see cref="AddInternalRoute{T}"/>, for tables.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="type">The fact's contract.</param>
    /// <param name="queues">The names of the queues.</param>
    /// <returns>The same services.</returns>
    public static IServiceCollection AddInternalRoute(this IServiceCollection services, Type type, IReadOnlyList<string> queues)
    {
        ArgumentNullException.ThrowIfNull(type);
        ArgumentNullException.ThrowIfNull(queues);
        if (queues.Count == 0 || queues.Any(string.IsNullOrWhiteSpace))
            throw new ArgumentException($"queues must name at least one queue, and none may be empty, for {type}", nameof(queues));
        return services.AddSingleton(new InternalRoute(type, [.. queues]));
    }

    /// <summary>Says that a message's body is written by source-generated code, without an envelope, on internal hops.</summary>
    /// <typeparam name="T">The message contract.</typeparam>
    /// <param name="services">The host's services.</param>
    /// <param name="json">How it is written and read.</param>
    /// <returns>The same services.</returns>
    public static IServiceCollection AddInternalMessage<T>(this IServiceCollection services, JsonTypeInfo<T> json)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(json);
        return services.AddSingleton(new InternalBody(json));
    }

    /// <summary>The same as <see cref="AddInternalMessage{T}"/>, for tables.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="context">Generated code that knows all of the types.</param>
    /// <param name="types">The message contracts.</param>
    /// <returns>The same services.</returns>
    public static IServiceCollection AddInternalMessages(this IServiceCollection services, JsonSerializerContext context, IEnumerable<Type> types)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(types);
        foreach (var type in types)
        {
            services.AddSingleton(new InternalBody(context.GetTypeInfo(type)
                ?? throw new ArgumentException($"{context.GetType().Name} does not know {type}", nameof(types))));
        }

        return services;
    }
}
