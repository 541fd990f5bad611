#!/usr/bin/env python3
"""A strategy in Python: publishes one order as plain JSON and prints its status events until the order has ended.

Needs python3 and pika (Debian: apt-get install python3-pika). The address of the broker comes from --amqp, from the variable
BOT3_AMQP, or from the file that `./bot3 up` writes.

    python3 strategy.py                                  a market buy of 0.01 BTC with a stop-loss
    python3 strategy.py --type Limit --price 60000       a limit order (it may rest: stop with Ctrl-C)
    python3 strategy.py --broken-json                    what happens to a body that is no JSON

Exit codes: 0 the order was filled; 3 it ended otherwise (denied, rejected, cancelled, ...); 4 no end within --timeout; 2 wrong usage.
"""

import argparse
import datetime
import json
import os
import pathlib
import sys
import time
import uuid
from decimal import Decimal

import pika

SUBMIT_EXCHANGE = "bot3.submit-order"  # fanout: bodies of orders
STATUS_EXCHANGE = "bot3.order-status"  # topic: routing key = strategy id
TERMINAL = {"Filled", "Cancelled", "Rejected", "Denied", "Expired", "Failed"}
PUBLISH_TRIES = 30
PUBLISH_PAUSE_SECONDS = 1.0


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--amqp", help="amqp://user:password@host:port/vhost")
    parser.add_argument("--strategy", default="python-sample", help="strategy id (default %(default)s)")
    parser.add_argument("--account", default="main", help="account (default %(default)s)")
    parser.add_argument("--symbol", default="BTC/USDT", help="BASE/QUOTE (default %(default)s)")
    parser.add_argument("--side", default="Buy", choices=["Buy", "Sell"])
    parser.add_argument("--type", default="Market", choices=["Market", "Limit"])
    parser.add_argument("--quantity", default="0.01", type=Decimal, help="base units (default %(default)s)")
    parser.add_argument("--price", type=Decimal, help="limit price in the quote asset; needed for Limit")
    parser.add_argument("--stop-loss", type=Decimal, help="default: 2 %% from the price; from 65000 for a market order")
    parser.add_argument("--timeout", default=60.0, type=float, help="seconds to wait for the end (default %(default)s)")
    wrong = parser.add_mutually_exclusive_group()
    wrong.add_argument("--broken-json", action="store_true", help="cut the body off in the middle")
    wrong.add_argument("--missing-field", action="store_true", help="leave the quantity out")
    wrong.add_argument("--unknown-field", action="store_true", help="misspell: add a field 'stopLos'")
    wrong.add_argument("--wrong-side-stop", action="store_true", help="put the stop-loss where it would gain")
    wrong.add_argument("--no-stop-loss", action="store_true", help="leave the stop-loss out")
    arguments = parser.parse_args()
    if arguments.type == "Limit" and arguments.price is None:
        parser.error("--type Limit needs --price")
    return arguments


def broker_address(arguments):
    """The option, else the environment, else what `./bot3 up` wrote."""
    if arguments.amqp or os.environ.get("BOT3_AMQP"):
        return arguments.amqp or os.environ["BOT3_AMQP"]
    for folder in [pathlib.Path.cwd(), *pathlib.Path(__file__).resolve().parents]:
        file = folder / ".run" / "environment.json"
        if file.is_file():
            return json.loads(file.read_text())["amqpUri"]
    sys.exit("no broker is known: give --amqp amqp://user:password@host:port/vhost, or start `./bot3 up`")


def build_order(arguments):
    """Amounts go as text: a JSON number would pass through binary fractions in many libraries."""
    entry = arguments.price if arguments.price is not None else Decimal(65000)
    away = Decimal("0.98") if arguments.side == "Buy" else Decimal("1.02")
    if arguments.wrong_side_stop:
        away = 2 - away
    stop = arguments.stop_loss if arguments.stop_loss is not None else (entry * away).quantize(Decimal("0.01"))
    order = {
        "orderId": str(uuid.uuid4()),
        "strategyId": arguments.strategy,
        "account": arguments.account,
        "symbol": arguments.symbol,
        "side": arguments.side,
        "type": arguments.type,
        "quantity": str(arguments.quantity),
        "stopLoss": str(stop),
        "createdAt": datetime.datetime.now(datetime.timezone.utc).isoformat(),
    }
    if arguments.price is not None:
        order["limitPrice"] = str(arguments.price)
    if arguments.missing_field:
        del order["quantity"]
    if arguments.unknown_field:
        order["stopLos"] = order["stopLoss"]
    if arguments.no_stop_loss:
        del order["stopLoss"]
    return order


def open_channel(address, strategy):
    """A channel with confirms, and this strategy's own status queue: declared before the order goes out, so that nothing is missed."""
    connection = pika.BlockingConnection(pika.URLParameters(address))
    channel = connection.channel()
    channel.confirm_delivery()
    queue = f"strategy.{strategy}.status"
    channel.queue_declare(queue, durable=True)
    channel.queue_bind(queue, STATUS_EXCHANGE, routing_key=strategy)
    return connection, channel, queue


def publish(address, arguments, body, message_id):
    """Publishes until the broker confirms. The order id makes a repetition harmless: the same order twice is one order."""
    for attempt in range(1, PUBLISH_TRIES + 1):
        try:
            connection, channel, queue = open_channel(address, arguments.strategy)
            properties = pika.BasicProperties(content_type="application/json", delivery_mode=2, message_id=message_id)
            channel.basic_publish(SUBMIT_EXCHANGE, "", body, properties, mandatory=True)
            return connection, channel, queue
        except (pika.exceptions.AMQPError, OSError) as error:
            if attempt == 1:
                print(f"trying again: {type(error).__name__} {error}", file=sys.stderr, flush=True)
            if attempt == PUBLISH_TRIES:
                sys.exit("the broker did not confirm the order")
            time.sleep(PUBLISH_PAUSE_SECONDS)


def describe(event):
    line = f"{event['status']}: filled {event['filledQuantity']}, remaining {event['remainingQuantity']}"
    if event.get("averagePrice") is not None:
        line += f", average price {event['averagePrice']}"
    for reason in event.get("reasons", []):
        line += f"; {reason['code']}: {reason['message']}"
    return line


def follow(channel, queue, order_id, timeout):
    """Prints this order's events until a terminal one; acknowledges each, also those of former orders."""
    until = time.monotonic() + timeout
    last_sequence = 0
    for method, _, body in channel.consume(queue, inactivity_timeout=0.5):
        if method is not None:
            event = json.loads(body)
            channel.basic_ack(method.delivery_tag)
            # At least once: a repeated event has a sequence that was seen before.
            if event["orderId"] == order_id and event["sequence"] > last_sequence:
                last_sequence = event["sequence"]
                print(describe(event), flush=True)
                if event["status"] in TERMINAL:
                    return event["status"]
        if time.monotonic() > until:
            return None


def main():
    arguments = parse_arguments()
    order = build_order(arguments)
    body = json.dumps(order)
    if arguments.broken_json:
        body = body[: len(body) * 3 // 4]
    print(f"order {order['orderId']}: {order['side']} {order.get('quantity', '?')} {order['symbol']} {order['type']}", flush=True)
    connection, channel, queue = publish(broker_address(arguments), arguments, body.encode(), str(uuid.uuid4()))
    try:
        status = follow(channel, queue, order["orderId"], arguments.timeout)
    finally:
        if connection.is_open:
            connection.close()
    if status is None:
        print(f"no end within {arguments.timeout:g} s", file=sys.stderr)
        return 4
    return 0 if status == "Filled" else 3


if __name__ == "__main__":
    sys.exit(main())
