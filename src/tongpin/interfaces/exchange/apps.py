from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "tongpin.interfaces.exchange"
    label = "exchange"
