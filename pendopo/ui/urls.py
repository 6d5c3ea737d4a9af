"""The address of the component page; the site includes it in the demonstration only."""

from django.urls import path

from pendopo.ui import views

urlpatterns = [path("", views.components, name="ui-components")]
